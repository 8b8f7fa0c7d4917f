package dev.rondo.core.schedule.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** Compares the rule with RapidFire's in virtual time, for docs/scheduling.md. */
final class ScheduleTable {
  private static final String BEGIN = "<!-- make schedule-table -->\n";
  private static final String END = "<!-- end of table -->";
  private static final int SEEDS = 200;

  /** In units of a quick chunk; 300 s where a chunk takes a quarter of an hour. */
  private static final double IDLE = 1.0 / 3;

  private static final List<LongFunction<Workload>> WORKLOADS =
      List.of(
          seed -> Workload.straggler(4).shuffled(seed),
          seed -> Workload.straggler(2).shuffled(seed),
          seed -> Workload.gang(4).shuffled(seed),
          seed -> Workload.gang(4).varied(seed).shuffled(seed),
          seed -> Workload.gang(8).shuffled(seed),
          seed -> Workload.gang(8).varied(seed).shuffled(seed),
          seed -> Workload.budgets().shuffled(seed));

  private ScheduleTable() {}

  /** Writes the table into the file named first. */
  public static void main(String[] args) throws IOException {
    Path document = Path.of(args[0]);
    Files.writeString(document, filled(Files.readString(document)));
    IO.print(table());
    IO.println(
        String.format(
            Locale.ROOT,
            "a decision for 1000 runs and 64 free slots: %.0f microseconds (median)",
            DecisionTime.median(1000, 64)));
  }

  /** The document with the table between its marks. */
  static String filled(String document) {
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    return document.substring(0, begin) + table() + document.substring(document.indexOf(END));
  }

  static String table() {
    StringBuilder rows = new StringBuilder();
    rows.append(
        """
        | workload | slots | rule | all done (earliest possible) | busy, of all slots' time | busy, of the time slots are held | all comparable after chunk 1 | swaps |
        |---|---|---|---|---|---|---|---|
        """);
    for (LongFunction<Workload> workload : WORKLOADS) {
      row(rows, "RapidFire", rapidFire(workload), Timeline::utilisation);
      row(rows, "Rondo", rondo(workload), timeline -> timeline.utilisationOfHeld(IDLE));
    }
    return rows.toString();
  }

  /** In many orders of creation; its choice among equals is arbitrary besides. */
  static List<Timeline> rapidFire(LongFunction<Workload> workload) {
    return LongStream.range(0, SEEDS)
        .mapToObj(seed -> Simulation.of(workload.apply(seed), new RapidFireDispatch(seed), 0))
        .toList();
  }

  /** In the same orders of creation. */
  static List<Timeline> rondo(LongFunction<Workload> workload) {
    return LongStream.range(0, SEEDS)
        .mapToObj(seed -> Simulation.of(workload.apply(seed), new RondoDispatch(), 0))
        .toList();
  }

  private static void row(
      StringBuilder rows, String rule, List<Timeline> timelines, ToDoubleFunction<Timeline> held) {
    Workload workload = timelines.getFirst().workload();
    rows.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %s | %.2f (%.2f) | %.1f %% | %.1f %% | %.2f | %.0f |\n",
            workload.name(),
            workload.slots(),
            rule,
            mean(timelines, Timeline::end),
            mean(timelines, timeline -> timeline.workload().earliestEnd()),
            100 * mean(timelines, Timeline::utilisation),
            100 * mean(timelines, held),
            mean(timelines, timeline -> timeline.comparableAfter(1)),
            mean(timelines, Timeline::swaps)));
  }

  static double mean(List<Timeline> timelines, ToDoubleFunction<Timeline> number) {
    return timelines.stream().mapToDouble(number).average().orElseThrow();
  }
}
