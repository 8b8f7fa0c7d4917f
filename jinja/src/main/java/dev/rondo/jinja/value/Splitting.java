package dev.rondo.jinja.value;

import java.util.ArrayList;
import java.util.List;

/** Python's {@code split}, {@code rsplit} and {@code partition}. */
public final class Splitting {
  private Splitting() {}

  /**
   * {@code text.split(separator, most)}.
   *
   * @param separator null for runs of white space
   * @param most splits at most; all where negative
   */
  public static List<Object> split(String text, String separator, long most) {
    if (separator == null) {
      return words(text, most);
    }
    refuseEmpty(separator);
    List<Object> parts = new ArrayList<>();
    int start = 0;
    while (most < 0 || parts.size() < most) {
      int found = text.indexOf(separator, start);
      if (found < 0) {
        break;
      }
      parts.add(text.substring(start, found));
      start = found + separator.length();
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static List<Object> words(String text, long most) {
    List<Object> words = new ArrayList<>();
    int i = 0;
    while (true) {
      while (i < text.length() && PyString.isSpace(text.charAt(i))) {
        i++;
      }
      if (i >= text.length()) {
        return words;
      }
      if (most >= 0 && words.size() >= most) {
        words.add(PyString.stripRight(text.substring(i), null));
        return words;
      }
      int start = i;
      while (i < text.length() && !PyString.isSpace(text.charAt(i))) {
        i++;
      }
      words.add(text.substring(start, i));
    }
  }

  /** {@code text.rsplit(separator, most)}. */
  static List<Object> splitRight(String text, String separator, long most) {
    if (separator == null || most < 0) {
      return separator == null && most >= 0 ? wordsRight(text, most) : split(text, separator, most);
    }
    refuseEmpty(separator);
    List<Object> parts = new ArrayList<>();
    int end = text.length();
    while (parts.size() < most) {
      int found =
          end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length());
      if (found < 0) {
        break;
      }
      parts.addFirst(text.substring(found + separator.length(), end));
      end = found;
    }
    parts.addFirst(text.substring(0, end));
    return parts;
  }

  private static List<Object> wordsRight(String text, long most) {
    List<Object> words = new ArrayList<>();
    int i = text.length();
    while (true) {
      while (i > 0 && PyString.isSpace(text.charAt(i - 1))) {
        i--;
      }
      if (i == 0) {
        return words;
      }
      if (words.size() >= most) {
        words.addFirst(PyString.stripLeft(text.substring(0, i), null));
        return words;
      }
      int end = i;
      while (i > 0 && !PyString.isSpace(text.charAt(i - 1))) {
        i--;
      }
      words.addFirst(text.substring(i, end));
    }
  }

  /** {@code text.partition(separator)}. */
  static PyTuple partition(String text, String separator) {
    refuseEmpty(separator);
    int found = text.indexOf(separator);
    return found < 0
        ? PyTuple.of(text, "", "")
        : PyTuple.of(
            text.substring(0, found), separator, text.substring(found + separator.length()));
  }

  /** {@code text.rpartition(separator)}. */
  static PyTuple partitionRight(String text, String separator) {
    refuseEmpty(separator);
    int found = text.lastIndexOf(separator);
    return found < 0
        ? PyTuple.of("", "", text)
        : PyTuple.of(
            text.substring(0, found), separator, text.substring(found + separator.length()));
  }

  private static void refuseEmpty(String separator) {
    if (separator.isEmpty()) {
      throw JinjaException.value("empty separator");
    }
  }
}
