package dev.rondo.cli.table;

import java.util.ArrayList;
import java.util.List;

/** A text on as many lines as it needs. */
final class Wrap {
  private static final String INDENT = "  ";

  private Wrap() {}

  /** Broken between words, from the second line on indented; a word that is too long is cut. */
  static List<String> words(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(INDENT);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(Cut.end(word, width - INDENT.length()));
    }
    lines.add(line.toString());
    return lines;
  }
}
