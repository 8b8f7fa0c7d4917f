package dev.rondo.rewards;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Measures of generated text against a reference, by the names that people compare by. */
public final class TextMetrics {
  private static final int BLEU_ORDER = 4;
  private static final int CHRF_ORDER = 6;
  private static final double CHRF_BETA_SQUARED = 4;

  private TextMetrics() {}

  /**
   * ROUGE-L (Lin, 2004) as the rouge_score package has it: F1 of the longest common subsequence of
   * lower-case words of letters and digits.
   */
  public static double rougeL(String given, String reference) {
    List<String> a = words(given);
    List<String> b = words(reference);
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    int[] row = new int[b.size() + 1];
    for (String word : a) {
      int diagonal = 0;
      for (int j = 1; j <= b.size(); j++) {
        int above = row[j];
        row[j] = word.equals(b.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    double precision = (double) row[b.size()] / a.size();
    double recall = (double) row[b.size()] / b.size();
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  private static List<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /**
   * BLEU (Papineni et al., 2002) over a whole set, from 0 to 1, as the nltk and evaluate packages
   * define it: words up to 4-grams, brevity penalty; 0 where an order has no match.
   *
   * @param given texts
   * @param references one each
   */
  public static double bleu(List<String> given, List<String> references) {
    long[] matches = new long[BLEU_ORDER];
    long[] totals = new long[BLEU_ORDER];
    long length = 0;
    long referenceLength = 0;
    for (int i = 0; i < given.size(); i++) {
      List<String> a = List.of(given.get(i).strip().split("\\s+"));
      List<String> b = List.of(references.get(i).strip().split("\\s+"));
      length += a.size();
      referenceLength += b.size();
      for (int order = 1; order <= BLEU_ORDER; order++) {
        matches[order - 1] += common(grams(a, order), grams(b, order));
        totals[order - 1] += Math.max(0, a.size() - order + 1);
      }
    }
    double logs = 0;
    for (int order = 0; order < BLEU_ORDER; order++) {
      if (matches[order] == 0) {
        return 0;
      }
      logs += Math.log((double) matches[order] / totals[order]) / BLEU_ORDER;
    }
    double brevity =
        length >= referenceLength ? 1 : Math.exp(1 - (double) referenceLength / length);
    return brevity * Math.exp(logs);
  }

  /**
   * chrF (Popović, 2015) over a whole set, from 0 to 1: character 1- to 6-grams without white
   * space, recall counted twice as much, as sacrebleu's chrF2.
   */
  public static double chrF(List<String> given, List<String> references) {
    double sum = 0;
    int orders = 0;
    for (int order = 1; order <= CHRF_ORDER; order++) {
      long matches = 0;
      long total = 0;
      long wanted = 0;
      for (int i = 0; i < given.size(); i++) {
        List<String> a = characters(given.get(i));
        List<String> b = characters(references.get(i));
        matches += common(grams(a, order), grams(b, order));
        total += Math.max(0, a.size() - order + 1);
        wanted += Math.max(0, b.size() - order + 1);
      }
      if (total > 0 && wanted > 0) {
        double precision = (double) matches / total;
        double recall = (double) matches / wanted;
        double weighted = CHRF_BETA_SQUARED * precision + recall;
        sum += weighted == 0 ? 0 : (1 + CHRF_BETA_SQUARED) * precision * recall / weighted;
        orders++;
      }
    }
    return orders == 0 ? 0 : sum / orders;
  }

  private static List<String> characters(String text) {
    return text.codePoints()
        .filter(c -> !Character.isWhitespace(c))
        .mapToObj(Character::toString)
        .toList();
  }

  private static Map<List<String>, Integer> grams(List<String> tokens, int order) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int i = 0; i + order <= tokens.size(); i++) {
      counts.merge(List.copyOf(tokens.subList(i, i + order)), 1, Integer::sum);
    }
    return counts;
  }

  private static long common(Map<List<String>, Integer> a, Map<List<String>, Integer> b) {
    return a.entrySet().stream()
        .mapToLong(gram -> Math.min(gram.getValue(), b.getOrDefault(gram.getKey(), 0)))
        .sum();
  }
}
