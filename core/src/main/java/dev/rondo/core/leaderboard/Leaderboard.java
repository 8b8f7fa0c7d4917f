package dev.rondo.core.leaderboard;

import dev.rondo.api.v1alpha1.Goal;
import dev.rondo.api.v1alpha1.LeaderboardEntry;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.lifecycle.RunState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code status.leaderboard}: the best runs by their newest value of what they are ranked by. Of
 * runs that do not compare, the largest group is the one shown.
 */
public final class Leaderboard {
  /** How many entries an experiment's status shows. */
  public static final int LENGTH = 10;

  private Leaderboard() {}

  private record Measured(String run, RunMetrics metrics) {
    String key() {
      return metrics.evalKey() == null ? "" : metrics.evalKey();
    }

    Double value(Objective by, Objective objective) {
      return by.metric().equals(objective.metric()) ? metrics.objective() : metrics.comparable();
    }
  }

  /** Ranks what has a finite value and has not failed; equal values share a rank. */
  public static List<LeaderboardEntry> of(Collection<Run> runs, Comparability comparability) {
    List<Measured> measured = runs.stream().flatMap(run -> measured(run).stream()).toList();
    Objective by = comparability.ranking(measured.stream().map(Measured::key).toList());
    Comparator<LeaderboardEntry> better = Comparator.comparingDouble(LeaderboardEntry::value);
    Comparator<LeaderboardEntry> order = by.goal() == Goal.Minimize ? better : better.reversed();
    return measured.stream()
        .filter(run -> isFinite(run.value(by, comparability.objective())))
        .map(run -> entry(run, by, run.value(by, comparability.objective())))
        .collect(
            Collectors.groupingBy(
                entry -> comparability.group(by.metric(), entry.evalKey()),
                TreeMap::new,
                Collectors.toList()))
        .values()
        .stream()
        .max(Comparator.comparingInt(List::size))
        .map(entries -> ranked(entries.stream().sorted(order).toList()))
        .orElse(List.of());
  }

  private static boolean isFinite(Double value) {
    return value != null && Double.isFinite(value);
  }

  private static Optional<Measured> measured(Run run) {
    RunStatus status = run.status();
    if (status == null || status.worker() == null || RunState.of(status) == RunState.FAILED) {
      return Optional.empty();
    }
    WorkerReport report = status.worker();
    return Optional.ofNullable(report.metrics())
        .filter(metrics -> isFinite(metrics.objective()))
        .map(metrics -> new Measured(run.metadata().getName(), metrics));
  }

  private static LeaderboardEntry entry(Measured run, Objective by, Double value) {
    return new LeaderboardEntry(
        null, run.run(), by.metric(), value, run.metrics().objectiveStep(), run.key());
  }

  private static List<LeaderboardEntry> ranked(List<LeaderboardEntry> sorted) {
    List<LeaderboardEntry> ranked = new ArrayList<>();
    for (LeaderboardEntry entry : sorted.subList(0, Math.min(LENGTH, sorted.size()))) {
      boolean isTied = !ranked.isEmpty() && ranked.getLast().value().equals(entry.value());
      int rank = isTied ? ranked.getLast().rank() : ranked.size() + 1;
      ranked.add(
          new LeaderboardEntry(
              rank, entry.run(), entry.metric(), entry.value(), entry.step(), entry.evalKey()));
    }
    return List.copyOf(ranked);
  }
}
