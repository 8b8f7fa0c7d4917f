package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.CheckpointRequests;
import dev.rondo.core.lifecycle.RunPhases;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * When a run's report is to be written. At once where something was settled, or where somebody asks
 * for the checkpoint that is new. A turn that is over at once as well, since a run that waits may
 * be handed over, but not more often than once in {@link #SOON}; a checkpoint within that time, so
 * that one at the end of a turn is told with the end. Else once in {@link #INTERVAL}.
 */
final class ReportThrottle {
  static final Duration INTERVAL = Duration.ofSeconds(5);
  static final Duration SOON = Duration.ofSeconds(1);

  private record Written(WorkerReport report, Instant time) {}

  private final Map<String, Written> written = new HashMap<>();

  /**
   * When the next report of a run is due.
   *
   * @param since since when there is something to tell
   */
  Instant due(Run run, WorkerReport next, Instant since) {
    Written last = written.get(run.metadata().getUid());
    if (last == null || isSettled(last.report(), next) || hasHeard(last.report(), next)) {
      return Instant.MIN;
    }
    Stream.Builder<Instant> reasons = Stream.builder();
    reasons.add(last.time().plus(INTERVAL));
    if (isTurnOver(last.report(), next)) {
      reasons.add(last.time().plus(SOON));
    }
    if (!Objects.equals(last.report().checkpoint(), next.checkpoint())) {
      boolean isAsked = !CheckpointRequests.open(run).isEmpty();
      reasons.add(isAsked ? Instant.MIN : since.plus(SOON));
    }
    return reasons.build().min(Instant::compareTo).orElseThrow();
  }

  void wrote(Run run, WorkerReport report, Instant now) {
    written.put(run.metadata().getUid(), new Written(report, now));
  }

  private static boolean isSettled(WorkerReport last, WorkerReport next) {
    boolean isEnd = RunPhases.isSettled(next.phase()) || RunPhases.isSettled(last.phase());
    return (isEnd && !next.phase().equals(last.phase()))
        || !Objects.equals(last.epoch(), next.epoch());
  }

  private static boolean hasHeard(WorkerReport last, WorkerReport next) {
    return !heard(last).containsAll(heard(next));
  }

  private static List<String> heard(WorkerReport report) {
    return Objects.requireNonNullElse(report.heard(), List.of());
  }

  private static boolean isTurnOver(WorkerReport last, WorkerReport next) {
    return RunPhases.TRAINING.equals(last.phase()) && !RunPhases.TRAINING.equals(next.phase());
  }
}
