package dev.rondo.rewards;

import java.util.List;
import java.util.regex.Pattern;

/** BLEU (Papineni et al., 2002) over a whole set, as sacrebleu has it by default. */
public final class Bleu {
  private static final int ORDERS = 4;
  private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SYMBOL = Pattern.compile("([{-~\\[-` -\\&(-+:-@/])");
  private static final Pattern POINT_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern POINT_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

  private Bleu() {}

  /**
   * The score, from 0 to 1: precisions of 1- to 4-grams and a brevity penalty; orders without a
   * match are smoothed exponentially, as mteval-v13a does.
   *
   * @param given texts
   * @param references one each
   */
  public static double of(List<String> given, List<String> references) {
    long[] matches = new long[ORDERS];
    long[] totals = new long[ORDERS];
    long length = 0;
    long referenceLength = 0;
    for (int i = 0; i < given.size(); i++) {
      List<String> a = tokens(given.get(i));
      List<String> b = tokens(references.get(i));
      length += a.size();
      referenceLength += b.size();
      for (int order = 1; order <= ORDERS; order++) {
        Grams grams = Grams.of(a, order);
        matches[order - 1] += grams.common(Grams.of(b, order));
        totals[order - 1] += grams.total();
      }
    }
    // Without a word in common there is no match of any order.
    if (matches[0] == 0 || totals[ORDERS - 1] == 0) {
      return 0;
    }
    double logs = 0;
    double smoothing = 1;
    for (int order = 0; order < ORDERS; order++) {
      smoothing *= matches[order] == 0 ? 2 : 1;
      double matched = matches[order] == 0 ? 1 / smoothing : matches[order];
      logs += Math.log(matched / totals[order]) / ORDERS;
    }
    double brevity =
        length >= referenceLength ? 1 : Math.exp(1 - (double) referenceLength / length);
    return brevity * Math.exp(logs);
  }

  /** The tokens of mteval-v13a. */
  private static List<String> tokens(String text) {
    String line = text.replace("<skipped>", "").replace("-\n", "").replace("\n", " ");
    line =
        line.replace("&quot;", "\"")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
    line = SYMBOL.matcher(" " + line + " ").replaceAll(" $1 ");
    line = POINT_AFTER_OTHER.matcher(line).replaceAll("$1 $2 ");
    line = POINT_BEFORE_OTHER.matcher(line).replaceAll(" $1 $2");
    line = DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
    return SPACE.splitAsStream(line).filter(token -> !token.isEmpty()).toList();
  }
}
