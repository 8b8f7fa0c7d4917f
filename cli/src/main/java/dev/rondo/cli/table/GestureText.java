package dev.rondo.cli.table;

import dev.rondo.api.v1alpha1.ControlEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What became of gestures, as text. */
public final class GestureText {
  private static final double MILLIS = 1e3;
  private static final int SHORTEST_MESSAGE = 20;

  private GestureText() {}

  /** How long it took to take effect, e.g. {@code 1 step, 0.3 s}; empty until it has. */
  public static Optional<String> latency(ControlEntry answer) {
    List<String> parts = new ArrayList<>();
    if (answer.step() != null && answer.actedStep() != null) {
      long steps = Math.max(0, answer.actedStep() - answer.step());
      parts.add(steps + (steps == 1 ? " step" : " steps"));
    }
    seconds(answer).ifPresent(seconds -> parts.add(String.format(Locale.ROOT, "%.1f s", seconds)));
    return parts.isEmpty() || answer.actedTime() == null
        ? Optional.empty()
        : Optional.of(String.join(", ", parts));
  }

  /** A line a gesture, oldest first. */
  public static List<String> history(List<ControlEntry> answers, int width, Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                Column.text("TIME", 0),
                Column.text("GESTURE", 0),
                Column.text("RESULT", 0),
                Column.number("STEP", 1),
                Column.text("LATENCY", 2),
                Column.cuttable("ID", 4, SHORTEST_MESSAGE),
                Column.cuttable("MESSAGE", 3, SHORTEST_MESSAGE)));
    for (ControlEntry answer : answers) {
      table.add(
          List.of(
              Cell.of(time(answer)),
              Cell.of(answer.gesture()),
              Cell.of(answer.result()),
              Cell.of(answer.step() == null ? "-" : answer.step().toString()),
              Cell.of(latency(answer).orElse("-")),
              Cell.of(answer.id()),
              Cell.of(answer.message() == null ? "" : answer.message().replace('\n', ' '))));
    }
    return table.render(width, ink);
  }

  private static String time(ControlEntry answer) {
    String time = String.valueOf(answer.time());
    return time.replaceFirst("\\.[0-9]+Z$", "Z");
  }

  private static Optional<Double> seconds(ControlEntry answer) {
    try {
      return answer.time() == null || answer.actedTime() == null
          ? Optional.empty()
          : Optional.of(
              Duration.between(Instant.parse(answer.time()), Instant.parse(answer.actedTime()))
                      .toMillis()
                  / MILLIS);
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }
}
