package dev.rondo.cli.table;

import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.cli.ranking.NumberText;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.MetricPoint;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.store.RunMessage;
import dev.rondo.core.lifecycle.RunPhases;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What happened between two views, a line an event: for pipes and logs. */
public final class EventLines {
  private EventLines() {}

  private record Evaluation(RunHistory run, MetricPoint point) {}

  /**
   * State changes and evaluations that {@code after} has and {@code before} has not.
   *
   * @param before the view whose events were told already; empty at the start
   */
  public static List<String> between(Optional<ExperimentView> before, ExperimentView after) {
    String metric = after.objective().metric();
    List<Evaluation> evaluations = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    Set<String> told = new HashSet<>();
    before.ifPresent(view -> view.runs().forEach(run -> told.addAll(warnings(run))));
    for (RunHistory run : after.runs()) {
      Optional<RunHistory> earlier =
          before.flatMap(
              view -> view.runs().stream().filter(r -> r.name().equals(run.name())).findFirst());
      long lastTold = earlier.map(EventLines::lastEval).orElse(-1L);
      run.eval().stream()
          .filter(point -> point.step() > lastTold)
          .forEach(point -> evaluations.add(new Evaluation(run, point)));
      if (!earlier.map(EventLines::doing).orElse("").equals(doing(run))) {
        changes.add(changed(run));
      }
      warnings(run).stream()
          .filter(told::add)
          .forEach(warning -> changes.add(run.name() + "  " + warning));
    }
    List<String> lines = new ArrayList<>();
    evaluations.stream()
        .sorted(Comparator.comparing(event -> event.point().time().orElse(Instant.MAX)))
        .forEach(event -> lines.add(evaluated(event.run(), event.point(), metric)));
    lines.addAll(changes);
    return lines;
  }

  /** What it does; while it is prepared, also how far that is, in tenths. */
  private static String doing(RunHistory run) {
    String doing = RunText.doing(run);
    return doing.equals(RunPhases.PREPARING)
        ? doing + RunMessage.of(run).replaceFirst("\\d (?=%)", "")
        : doing;
  }

  private static List<String> warnings(RunHistory run) {
    return run.report().map(WorkerReport::warnings).orElse(List.of());
  }

  private static long lastEval(RunHistory run) {
    return run.eval().isEmpty() ? -1 : run.eval().getLast().step();
  }

  private static String evaluated(RunHistory run, MetricPoint point, String metric) {
    StringBuilder line = new StringBuilder(clock(point.time()) + run.name());
    line.append("  step ").append(of(point.step(), run.totalSteps()));
    if (point.chunk() >= 0 && point.step() > 0) {
      line.append("  chunk ").append(point.chunk() + 1);
    }
    OptionalDouble loss =
        run.train().stream()
            .filter(train -> train.step() <= point.step())
            .reduce((a, b) -> b)
            .map(train -> train.value("loss"))
            .orElse(OptionalDouble.empty());
    loss.ifPresent(value -> line.append("  loss ").append(NumberText.measured(value)));
    point
        .value(metric)
        .ifPresent(value ->
            line.append("  ").append(metric).append(' ').append(NumberText.measured(value)));
    return line.toString();
  }

  private static String changed(RunHistory run) {
    String slot = RunText.slot(run).map(s -> " on slot " + s).orElse("");
    String why =
        run.report()
            .map(report -> report.message())
            .filter(message -> !message.isBlank())
            .map(message -> ": " + message)
            .orElse("");
    return run.name() + "  " + RunText.doing(run) + slot + why;
  }

  private static String clock(Optional<Instant> time) {
    return time.map(at -> at.truncatedTo(ChronoUnit.SECONDS) + "  ").orElse("");
  }

  private static String of(long step, Optional<Long> total) {
    return step + total.map(all -> "/" + all).orElse("");
  }
}
