package dev.rondo.jinja.value;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** C's {@code strftime} in the C locale, with the codes that dates and times in prompts use. */
public final class Strftime {
  private static final Map<Character, String> PATTERNS =
      Map.ofEntries(
          Map.entry('Y', "yyyy"),
          Map.entry('y', "yy"),
          Map.entry('m', "MM"),
          Map.entry('B', "MMMM"),
          Map.entry('b', "MMM"),
          Map.entry('d', "dd"),
          Map.entry('A', "EEEE"),
          Map.entry('a', "EEE"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('p', "a"),
          Map.entry('j', "DDD"));

  private Strftime() {}

  /** Formats; a code that is not known stays as it is. */
  public static String of(String format, LocalDateTime time) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 >= format.length()) {
        out.append(c);
        continue;
      }
      boolean unpadded = format.charAt(i + 1) == '-' && i + 2 < format.length();
      char code = format.charAt(i + (unpadded ? 2 : 1));
      i += unpadded ? 2 : 1;
      String pattern = PATTERNS.get(code);
      if (pattern == null) {
        out.append(code == '%' ? "%" : "%" + code);
      } else {
        String part = DateTimeFormatter.ofPattern(pattern, Locale.US).format(time);
        out.append(unpadded ? part.replaceFirst("^0+(?=.)", "") : part);
      }
    }
    return out.toString();
  }
}
