package dev.rondo.rewards;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** ROUGE (Lin, 2004), as the rouge_score package has it without stemming. */
public final class Rouge {
  private Rouge() {}

  /**
   * ROUGE-L: F1 of the longest common subsequence of lower-case words of letters and digits, from 0
   * to 1.
   */
  public static double l(String given, String reference) {
    List<String> a = words(given);
    List<String> b = words(reference);
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    int common = longestCommonSubsequence(a, b);
    double precision = (double) common / a.size();
    double recall = (double) common / b.size();
    return common == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  private static int longestCommonSubsequence(List<String> a, List<String> b) {
    int[] row = new int[b.size() + 1];
    for (String word : a) {
      int diagonal = 0;
      for (int j = 1; j <= b.size(); j++) {
        int above = row[j];
        row[j] = word.equals(b.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[b.size()];
  }

  private static List<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
