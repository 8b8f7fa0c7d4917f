package dev.rondo.cli.cluster;

import dev.rondo.api.v1alpha1.ControlEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** An answer to a gesture as a line. */
final class AnswerText {
  private static final double MILLISECONDS = 1000;

  private AnswerText() {}

  static String of(ControlEntry answer) {
    return "%s  %-6s  %-8s  %s%s"
        .formatted(
            answer.time(), answer.gesture(), answer.result(), answer.message(), took(answer));
  }

  private static String took(ControlEntry answer) {
    if (answer.actedTime() == null) {
      return "";
    }
    Duration took =
        Duration.between(Instant.parse(answer.time()), Instant.parse(answer.actedTime()));
    long steps =
        Objects.requireNonNullElse(answer.actedStep(), 0L)
            - Objects.requireNonNullElse(answer.step(), 0L);
    return String.format(
        Locale.ROOT, ", after %.1f s and %d steps", took.toMillis() / MILLISECONDS, steps);
  }
}
