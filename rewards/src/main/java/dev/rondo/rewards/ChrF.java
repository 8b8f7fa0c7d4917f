package dev.rondo.rewards;

import java.util.List;
import java.util.regex.Pattern;

/** chrF (Popović, 2015) over a whole set, as sacrebleu's chrF2. */
public final class ChrF {
  private static final int ORDERS = 6;
  private static final double BETA_SQUARED = 4;
  private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private ChrF() {}

  /**
   * The score, from 0 to 1: character 1- to 6-grams without white space, recall counted twice as
   * much as precision.
   *
   * @param given texts
   * @param references one each
   */
  public static double of(List<String> given, List<String> references) {
    double precision = 0;
    double recall = 0;
    int orders = 0;
    for (int order = 1; order <= ORDERS; order++) {
      long matches = 0;
      long total = 0;
      long wanted = 0;
      for (int i = 0; i < given.size(); i++) {
        Grams a = Grams.of(characters(given.get(i)), order);
        Grams b = Grams.of(characters(references.get(i)), order);
        matches += a.common(b);
        // sacrebleu leaves out texts whose reference is too short for the order.
        total += b.total() == 0 ? 0 : a.total();
        wanted += b.total();
      }
      if (total > 0 && wanted > 0) {
        precision += (double) matches / total;
        recall += (double) matches / wanted;
        orders++;
      }
    }
    return precision + recall == 0
        ? 0
        : (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall) / orders;
  }

  private static List<String> characters(String text) {
    return SPACE.matcher(text).replaceAll("").codePoints().mapToObj(Character::toString).toList();
  }
}
