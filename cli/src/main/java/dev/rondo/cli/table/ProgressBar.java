package dev.rondo.cli.table;

/** A bar of block characters, exact to an eighth of a cell. */
final class ProgressBar {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private ProgressBar() {}

  /** A bar of {@code width} cells for a share of 0 to 1. */
  static String of(double share, int width) {
    int eighths = (int) Math.round(Math.clamp(share, 0.0, 1.0) * width * 8);
    int full = eighths / 8;
    StringBuilder bar = new StringBuilder("█".repeat(full));
    if (eighths % 8 > 0) {
      bar.append(EIGHTHS.charAt(eighths % 8));
    }
    return bar.append("░".repeat(width - bar.length())).toString();
  }
}
