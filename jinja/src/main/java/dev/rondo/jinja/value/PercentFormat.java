package dev.rondo.jinja.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code format % values}, with {@code s r d i f x} and {@code %%}. */
public final class PercentFormat {
  private static final Pattern FIELD =
      Pattern.compile("%(?:\\((\\w+)\\))?([-+ 0#]*)(\\d+)?(?:\\.(\\d+))?([sdifrx%])");

  private static final int FRACTION_DIGITS = 6;

  private PercentFormat() {}

  /**
   * Formats.
   *
   * @param values a tuple, a dict for named fields, or the one value
   */
  public static String of(String format, Object values) {
    List<?> positional =
        values instanceof PyTuple tuple ? tuple : Collections.singletonList(values);
    Map<?, ?> named = values instanceof Map<?, ?> map ? map : Map.of();
    StringBuilder out = new StringBuilder();
    Matcher field = FIELD.matcher(format);
    int at = 0;
    int next = 0;
    while (field.find()) {
      out.append(format, at, field.start());
      at = field.end();
      if (field.group(5).equals("%")) {
        out.append('%');
      } else if (field.group(1) != null) {
        out.append(formatted(field, named.get(field.group(1))));
      } else if (next < positional.size()) {
        out.append(formatted(field, positional.get(next++)));
      } else {
        throw JinjaException.type("not enough arguments for format string");
      }
    }
    return out.append(format.substring(at)).toString();
  }

  private static String formatted(Matcher field, Object value) {
    String width = field.group(3) == null ? "" : field.group(3);
    String spec = "%" + field.group(2) + width;
    return switch (field.group(5)) {
      case "s" -> spec.concat("s").formatted(Repr.str(value));
      case "r" -> spec.concat("s").formatted(Repr.of(value));
      case "f" -> {
        int digits = field.group(4) == null ? FRACTION_DIGITS : Integer.parseInt(field.group(4));
        BigDecimal rounded =
            new BigDecimal(PyNumber.toDouble(value)).setScale(digits, RoundingMode.HALF_EVEN);
        yield String.format(Locale.ROOT, spec + "." + digits + "f", rounded);
      }
      case "x" -> String.format(Locale.ROOT, spec + "x", PyNumber.toLong(value));
      default -> String.format(Locale.ROOT, spec + "d", PyNumber.toLong(value));
    };
  }
}
