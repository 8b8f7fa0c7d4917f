package dev.rondo.trainer.hub;

import java.util.regex.Pattern;

/** Globs over repository paths, as fsspec reads them: {@code **} crosses folders. */
final class GlobPattern {
  private GlobPattern() {}

  /** Whether a text is a glob at all. */
  static boolean isGlob(String text) {
    return text.matches(".*[*?\\[].*");
  }

  /** The glob as a pattern that a whole path must match. */
  static Pattern compile(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int at = 0; at < glob.length(); at++) {
      char symbol = glob.charAt(at);
      int close = symbol == '[' ? glob.indexOf(']', at + 2) : -1;
      if (glob.startsWith("**/", at)) {
        regex.append("(?:.*/)?");
        at += 2;
      } else if (glob.startsWith("**", at)) {
        regex.append(".*");
        at++;
      } else if (symbol == '*') {
        regex.append("[^/]*");
      } else if (symbol == '?') {
        regex.append("[^/]");
      } else if (close > 0) {
        String members = glob.substring(at + 1, close).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(members.replaceFirst("^!", "^")).append(']');
        at = close;
      } else {
        regex.append(Pattern.quote(String.valueOf(symbol)));
      }
    }
    return Pattern.compile(regex.toString());
  }
}
