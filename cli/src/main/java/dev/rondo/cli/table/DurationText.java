package dev.rondo.cli.table;

import java.time.Duration;
import java.util.Locale;

/** Durations in the two units that matter: 4s, 2m 05s, 3h 20m, 2d 4h. */
public final class DurationText {
  private DurationText() {}

  /** The text; never longer than seven characters below a hundred days. */
  public static String of(Duration duration) {
    long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds % 3600 / 60);
    }
    return String.format(Locale.ROOT, "%dd %dh", seconds / 86_400, seconds % 86_400 / 3600);
  }
}
