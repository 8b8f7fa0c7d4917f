package dev.rondo.cli.ranking;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** How numbers are written for people; the files keep full precision. */
public final class NumberText {
  private static final double SMALL = 1e-3;
  private static final double LARGE = 1e5;

  private NumberText() {}

  /** A measured value to four decimals, or to five digits where that says too little. */
  public static String measured(double value) {
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    double size = Math.abs(value);
    return size != 0 && (size < SMALL || size >= LARGE)
        ? String.format(Locale.ROOT, "%.3e", value)
        : String.format(Locale.ROOT, "%.4f", value);
  }

  /** A measured value, or a dash. */
  public static String measured(OptionalDouble value) {
    return value.isPresent() ? measured(value.getAsDouble()) : ConfigTable.ABSENT;
  }

  /** A difference, with its sign. */
  public static String delta(OptionalDouble value) {
    if (value.isEmpty()) {
      return ConfigTable.ABSENT;
    }
    String text = measured(Math.abs(value.getAsDouble()));
    return (value.getAsDouble() < 0 ? "−" : "+") + text;
  }

  /** A setting as people type it: 0.001, 5e-4, 3. */
  public static String setting(double value) {
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    BigDecimal exact = new BigDecimal(value).round(new MathContext(12)).stripTrailingZeros();
    double size = Math.abs(value);
    if (size == 0 || (size >= SMALL && size < LARGE)) {
      return exact.toPlainString();
    }
    String digits = exact.unscaledValue().toString();
    int exponent = exact.precision() - exact.scale() - 1;
    int first = digits.startsWith("-") ? 2 : 1;
    String rest = digits.substring(first);
    return digits.substring(0, first) + (rest.isEmpty() ? "" : "." + rest) + "e" + exponent;
  }

  private static String notFinite(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
  }
}
