package dev.rondo.cli.table;

import dev.rondo.api.v1alpha1.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What an object tells of itself, as text. */
public final class StoryText {
  private static final int SHORTEST_MESSAGE = 20;

  private StoryText() {}

  /**
   * Something that happened.
   *
   * @param time when
   * @param reason CamelCase
   * @param note for people
   */
  public record Happened(String time, String reason, String note) {}

  /** A line a condition. */
  public static List<String> conditions(List<Condition> conditions, int width, Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                Column.text("TYPE", 0),
                Column.text("STATUS", 0),
                Column.text("SINCE", 1),
                Column.text("REASON", 0),
                Column.cuttable("MESSAGE", 2, SHORTEST_MESSAGE)));
    conditions.forEach(condition ->
        table.add(
            cells(
                condition.type(),
                condition.status(),
                condition.lastTransitionTime(),
                condition.reason(),
                condition.message())));
    return table.render(width, ink);
  }

  /** A line an event. */
  public static List<String> events(List<Happened> events, int width, Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                Column.text("TIME", 0),
                Column.text("REASON", 0),
                Column.cuttable("NOTE", 1, SHORTEST_MESSAGE)));
    events.forEach(event -> table.add(cells(event.time(), event.reason(), event.note())));
    return table.render(width, ink);
  }

  private static List<Cell> cells(String... texts) {
    return Arrays.stream(texts)
        .map(text -> Cell.of(Objects.requireNonNullElse(text, "").replace('\n', ' ')))
        .toList();
  }
}
