package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.lifecycle.RunPhases;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * When a run's report is to be written: at once where something was settled (a checkpoint, an end)
 * or a turn is over, since a run that waits may be handed over; else once in {@link #INTERVAL}.
 */
final class ReportThrottle {
  static final Duration INTERVAL = Duration.ofSeconds(5);

  private record Written(WorkerReport report, Instant time) {}

  private final Map<String, Written> written = new HashMap<>();

  /** When the next report of a run is due. */
  Instant due(String uid, WorkerReport next) {
    Written last = written.get(uid);
    return last == null || isNews(last.report(), next) ? Instant.MIN : last.time().plus(INTERVAL);
  }

  void wrote(String uid, WorkerReport report, Instant now) {
    written.put(uid, new Written(report, now));
  }

  private static boolean isNews(WorkerReport last, WorkerReport next) {
    boolean isSettled = RunPhases.isSettled(next.phase()) || RunPhases.isSettled(last.phase());
    boolean isTurnOver = RunPhases.TRAINING.equals(last.phase());
    return ((isSettled || isTurnOver) && !next.phase().equals(last.phase()))
        || !Objects.equals(last.epoch(), next.epoch())
        || !Objects.equals(last.checkpoint(), next.checkpoint());
  }
}
