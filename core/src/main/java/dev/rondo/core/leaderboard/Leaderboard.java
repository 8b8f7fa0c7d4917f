package dev.rondo.core.leaderboard;

import dev.rondo.api.v1alpha1.Goal;
import dev.rondo.api.v1alpha1.LeaderboardEntry;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code status.leaderboard}: the best runs by their newest value of the objective. Values compare
 * only within one evalKey; the key that most runs share is the one shown.
 */
public final class Leaderboard {
  /** How many entries an experiment's status shows. */
  public static final int LENGTH = 10;

  private Leaderboard() {}

  /** Ranks what has a finite value and has not failed; equal values share a rank. */
  public static List<LeaderboardEntry> of(Collection<Run> runs, Goal goal) {
    Map<String, List<LeaderboardEntry>> byKey =
        runs.stream()
            .flatMap(run -> entry(run).stream())
            .collect(
                Collectors.groupingBy(
                    LeaderboardEntry::evalKey, TreeMap::new, Collectors.toList()));
    Comparator<LeaderboardEntry> better = Comparator.comparingDouble(LeaderboardEntry::value);
    Comparator<LeaderboardEntry> order = goal == Goal.Minimize ? better : better.reversed();
    return byKey.values().stream()
        .max(Comparator.comparingInt(List::size))
        .map(entries -> ranked(entries.stream().sorted(order).toList()))
        .orElse(List.of());
  }

  private static List<LeaderboardEntry> ranked(List<LeaderboardEntry> sorted) {
    List<LeaderboardEntry> ranked = new ArrayList<>();
    for (LeaderboardEntry entry : sorted.subList(0, Math.min(LENGTH, sorted.size()))) {
      boolean isTied = !ranked.isEmpty() && ranked.getLast().value().equals(entry.value());
      int rank = isTied ? ranked.getLast().rank() : ranked.size() + 1;
      ranked.add(
          new LeaderboardEntry(rank, entry.run(), entry.value(), entry.step(), entry.evalKey()));
    }
    return List.copyOf(ranked);
  }

  private static Optional<LeaderboardEntry> entry(Run run) {
    RunStatus status = run.status();
    if (status == null || status.worker() == null || "Failed".equals(status.state())) {
      return Optional.empty();
    }
    WorkerReport report = status.worker();
    return Optional.ofNullable(report.metrics())
        .filter(metrics -> metrics.objective() != null && Double.isFinite(metrics.objective()))
        .map(metrics -> entry(run.metadata().getName(), metrics));
  }

  private static LeaderboardEntry entry(String name, RunMetrics metrics) {
    String key = metrics.evalKey() == null ? "" : metrics.evalKey();
    return new LeaderboardEntry(null, name, metrics.objective(), metrics.objectiveStep(), key);
  }
}
