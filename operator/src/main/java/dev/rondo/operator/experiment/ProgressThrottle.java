package dev.rondo.operator.experiment;

import dev.rondo.api.v1alpha1.ExperimentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets counts and leaderboards be written at most once in a while for each experiment; what
 * conditions and the ledger say is written at once. Remembers only when, so a restart costs one
 * write.
 */
final class ProgressThrottle {
  private final Duration every;
  private final Map<String, Instant> written = new ConcurrentHashMap<>();

  ProgressThrottle(Duration every) {
    this.every = every;
  }

  /** How long to wait before a write of what has changed; empty: write now, or nothing to write. */
  Optional<Duration> delay(
      String uid, ExperimentStatus before, ExperimentStatus after, Instant now) {
    if (before.equals(after) || !withoutProgress(before).equals(withoutProgress(after))) {
      return Optional.empty();
    }
    Instant next = written.getOrDefault(uid, Instant.EPOCH).plus(every);
    return now.isBefore(next) ? Optional.of(Duration.between(now, next)) : Optional.empty();
  }

  void wrote(String uid, Instant now) {
    written.put(uid, now);
  }

  void forget(String uid) {
    written.remove(uid);
  }

  private static ExperimentStatus withoutProgress(ExperimentStatus status) {
    return new ExperimentStatus(
        status.configs(),
        null,
        null,
        null,
        status.startTime(),
        status.workerImage(),
        status.conditions());
  }
}
