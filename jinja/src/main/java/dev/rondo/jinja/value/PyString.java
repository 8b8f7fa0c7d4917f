package dev.rondo.jinja.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Python does with strings where Java does otherwise: lengths count code points. */
public final class PyString {
  private PyString() {}

  /**
   * The value, which has to be a string.
   *
   * @throws JinjaException if it is none
   */
  public static String of(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw JinjaException.type("expected str instance, %s found".formatted(TypeName.of(value)));
  }

  /** {@code len(text)}. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Where a code point of this index, counted from the end if negative, starts. */
  static int offset(String text, long index) {
    int size = length(text);
    long at = index < 0 ? Math.max(0, index + size) : Math.min(index, size);
    return text.offsetByCodePoints(0, (int) at);
  }

  /** The index in code points of an offset; -1 stays. */
  static long index(String text, int offset) {
    return offset < 0 ? -1 : text.codePointCount(0, offset);
  }

  /** Python's white space. */
  public static boolean isSpace(int c) {
    return c == ' '
        || (c >= 0x09 && c <= 0x0d)
        || (c >= 0x1c && c <= 0x1f)
        || c == 0x85
        || c == 0xa0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200a)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000;
  }

  /** {@code text.strip(characters)}; white space where characters is null. */
  public static String strip(String text, String characters) {
    return stripRight(stripLeft(text, characters), characters);
  }

  /** {@code text.lstrip(characters)}. */
  public static String stripLeft(String text, String characters) {
    int start = 0;
    while (start < text.length() && isStripped(text.codePointAt(start), characters)) {
      start += Character.charCount(text.codePointAt(start));
    }
    return text.substring(start);
  }

  /** {@code text.rstrip(characters)}. */
  public static String stripRight(String text, String characters) {
    int end = text.length();
    while (end > 0 && isStripped(text.codePointBefore(end), characters)) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(0, end);
  }

  private static boolean isStripped(int c, String characters) {
    return characters == null ? isSpace(c) : characters.indexOf(c) >= 0;
  }

  /** {@code text.replace(old, with, count)}; all of them where count is negative. */
  public static String replace(String text, String old, String with, long count) {
    if (count < 0 && !old.isEmpty()) {
      return text.replace(old, with);
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (long left = count < 0 ? Long.MAX_VALUE : count; left > 0; left--) {
      int found = text.indexOf(old, at);
      if (found < 0) {
        break;
      }
      out.append(text, at, found).append(with);
      at = found + old.length();
      if (old.isEmpty()) {
        if (at >= text.length()) {
          break;
        }
        int c = text.codePointAt(at);
        out.appendCodePoint(c);
        at += Character.charCount(c);
      }
    }
    return out.append(text.substring(at)).toString();
  }

  /** {@code text.splitlines(keepends)}. */
  public static List<Object> lines(String text, boolean keepEnds) {
    List<Object> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isLineEnd(c)) {
        boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
        int end = pair ? i + 2 : i + 1;
        lines.add(text.substring(start, keepEnds ? end : i));
        start = end;
        i = end - 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private static boolean isLineEnd(char c) {
    return (c >= 0x0a && c <= 0x0d)
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  /** {@code text.title()}. */
  static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean[] inWord = {false};
    text.codePoints()
        .forEach(c -> {
          boolean letter = Character.isLetter(c);
          if (letter && inWord[0]) {
            out.append(Character.toString(c).toLowerCase(Locale.ROOT));
          } else {
            out.appendCodePoint(letter ? Character.toTitleCase(c) : c);
          }
          inWord[0] = letter;
        });
    return out.toString();
  }

  /** {@code text.capitalize()}. */
  public static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.codePointAt(0);
    return Character.toString(Character.toTitleCase(first))
        + text.substring(Character.charCount(first)).toLowerCase(Locale.ROOT);
  }
}
