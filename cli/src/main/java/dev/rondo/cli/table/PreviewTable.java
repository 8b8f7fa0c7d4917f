package dev.rondo.cli.table;

import java.util.List;
import java.util.Locale;

/** What each run of a preview would take. */
public final class PreviewTable {
  private static final int WIDTH = 110;
  private static final int SHORTEST_NAME = 12;
  private static final double GIGABYTE = 1e9;
  private static final double MEGABYTE = 1e6;

  private PreviewTable() {}

  /**
   * A run.
   *
   * @param name the run's
   * @param stepsPerEpoch optimizer steps
   * @param totalSteps optimizer steps of its budget
   * @param trained trainable parameters
   * @param memory bytes at its peak
   * @param stepMillis time of a step, or a dash
   * @param time of the whole run, or a dash
   */
  public record Row(
      String name,
      long stepsPerEpoch,
      long totalSteps,
      long trained,
      long memory,
      String stepMillis,
      String time) {}

  /** Headings, and a line a run. */
  public static List<String> render(List<Row> rows, Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                Column.cuttable("run", 0, SHORTEST_NAME),
                Column.number("steps/epoch", 3),
                Column.number("steps", 0),
                Column.number("trained", 2),
                Column.number("memory", 0),
                Column.number("ms/step", 1),
                Column.number("time", 0)));
    for (Row row : rows) {
      table.add(
          List.of(
              Cell.of(row.name()),
              Cell.of(String.valueOf(row.stepsPerEpoch())),
              Cell.of(String.valueOf(row.totalSteps())),
              Cell.of(String.format(Locale.ROOT, "%,d", row.trained())),
              Cell.of(bytes(row.memory())),
              Cell.of(row.stepMillis()),
              Cell.of(row.time())));
    }
    return table.render(WIDTH, ink);
  }

  private static String bytes(long bytes) {
    return bytes < GIGABYTE
        ? String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE)
        : String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
  }
}
