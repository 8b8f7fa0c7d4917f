package dev.rondo.rewards;

import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * How like the text of a column the completion is, from 0 to 1; white space around both is left
 * out.
 *
 * @param column of the right text
 * @param measure of likeness
 */
record Similarity(String column, Measure measure) implements SampleReward {
  /** Measures of likeness. */
  enum Measure {
    /** 1 - edit distance / length of the longer. */
    Levenshtein,
    /** F1 of the longest common subsequence of words. */
    RougeL
  }

  @Override
  public double of(Sample sample) {
    String given = sample.completion().strip();
    String right = sample.column(column).strip();
    return switch (measure) {
      case RougeL -> Rouge.l(given, right);
      case Levenshtein -> {
        int longer = Math.max(given.length(), right.length());
        int distance = LevenshteinDistance.getDefaultInstance().apply(given, right);
        yield longer == 0 ? 1 : 1 - (double) distance / longer;
      }
    };
  }
}
