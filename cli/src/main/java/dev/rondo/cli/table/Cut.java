package dev.rondo.cli.table;

/** Shortens text to a width. */
final class Cut {
  private Cut() {}

  /** Leaves the middle out: names differ at their ends. */
  static String middle(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    if (width <= 1) {
      return "…".repeat(width);
    }
    int head = (width - 1) / 2;
    int tail = width - 1 - head;
    return text.substring(0, head) + "…" + text.substring(text.length() - tail);
  }

  /** Leaves the end out. */
  static String end(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }
}
