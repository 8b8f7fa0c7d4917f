package dev.rondo.jinja.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Python's {@code str} and {@code repr}. */
public final class Repr {
  private Repr() {}

  /** {@code str(value)}: what a template prints. */
  public static String str(Object value) {
    return switch (value) {
      case String text -> text;
      case Undefined _ -> "";
      case null, default -> of(value);
    };
  }

  /** {@code repr(value)}. */
  public static String of(Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean is -> is ? "True" : "False";
      case Double number -> ofFloat(number);
      case String text -> ofString(text);
      case Undefined _ -> "Undefined";
      case PyTuple tuple -> joined(tuple, "(", tuple.size() == 1 ? ",)" : ")");
      case List<?> list -> joined(list, "[", "]");
      case Map<?, ?> map -> {
        StringJoiner entries = new StringJoiner(", ", "{", "}");
        map.forEach((key, item) -> entries.add(of(key) + ": " + of(item)));
        yield entries.toString();
      }
      default -> value.toString();
    };
  }

  private static String joined(List<?> items, String open, String close) {
    StringJoiner joined = new StringJoiner(", ", open, close);
    items.forEach(item -> joined.add(of(item)));
    return joined.toString();
  }

  /** A float: shortest digits that read back, exponents from 1e16 up and below 1e-4. */
  static String ofFloat(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = exact.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = exact.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String padding = Math.abs(exponent) < 10 ? "0" : "";
    return (number < 0 ? "-" : "")
        + digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + padding
        + Math.abs(exponent);
  }

  private static String ofString(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
              if (c == quote) {
                out.append('\\').append(quote);
              } else if (isPrintable(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(escaped(c));
              }
            }
          }
        });
    return out.append(quote).toString();
  }

  private static String escaped(int c) {
    String form = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
    return form.formatted(c);
  }

  private static boolean isPrintable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
