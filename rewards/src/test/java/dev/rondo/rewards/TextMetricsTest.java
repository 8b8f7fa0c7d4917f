package dev.rondo.rewards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Values worked out by hand, and the ends of the scales. */
class TextMetricsTest {
  @Test
  void rougeLIsTheHarmonicMeanOverTheLongestCommonSubsequence() {
    // LCS "police the gunman": 3 of 4 words each.
    assertEquals(0.75, TextMetrics.rougeL("police kill the gunman", "Police killed the gunman."));
    assertEquals(0, TextMetrics.rougeL("", "x"));
  }

  @Test
  void bleuIsOneForEqualTextsAndPunishesShortOnes() {
    List<String> reference = List.of("the cat sat on the mat today");
    assertEquals(1, TextMetrics.bleu(reference, reference), 1e-12);
    // Every gram matches: only the brevity penalty exp(1 - 7/6) is left.
    assertEquals(
        Math.exp(1 - 7.0 / 6),
        TextMetrics.bleu(List.of("the cat sat on the mat"), reference),
        1e-12);
    assertEquals(0, TextMetrics.bleu(List.of("no match at all here"), reference));
  }

  @Test
  void chrFIsOneForEqualTextsAndWeighsRecall() {
    assertEquals(1, TextMetrics.chrF(List.of("a cat"), List.of("acat")), 1e-12);
    double half = TextMetrics.chrF(List.of("ab"), List.of("abab"));
    double more = TextMetrics.chrF(List.of("abab"), List.of("ab"));
    assertEquals(true, half < more);
  }
}
