package dev.rondo.operator.experiment;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.placement.WorkerShape;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many workers an experiment should have now: none while it is suspended or refused, none after
 * it had nothing to run for {@code worker.idleSeconds}, else as many as its runs can fill, up to
 * what it asks for.
 *
 * @param limit workers at most; none of a higher index stays
 * @param needed workers at least; those that are missing are made
 * @param reason why so many, CamelCase
 * @param message the same for people
 * @param until when to look again; null: when something happens
 */
record WorkerDemand(int limit, int needed, String reason, String message, Instant until) {
  /** The reason where nothing could run for long enough. */
  static final String IDLE = "Idle";

  static WorkerDemand of(ObservedExperiment seen) {
    WorkerShape shape = WorkerShape.of(seen.resource().getSpec());
    if (seen.problem() != null && seen.runs().isEmpty()) {
      return none(
          "NotAccepted", "the experiment was not accepted; its condition Accepted tells why");
    }
    if (seen.isSuspended()) {
      return none("Suspended", "the experiment is suspended");
    }
    if (seen.runs().isEmpty() && seen.workers().isEmpty()) {
      return none("NoRuns", "there are no runs yet");
    }
    int runnable = seen.runnable();
    if (runnable > 0) {
      int filled = Math.ceilDiv(runnable, shape.slots());
      return new WorkerDemand(
          shape.replicas(), Math.min(shape.replicas(), filled), "Wanted", "", null);
    }
    boolean started = !seen.workers().isEmpty();
    Instant end = idleSince(seen).orElse(seen.now()).plus(patience(seen));
    if (!started || !seen.now().isBefore(end)) {
      return none(IDLE, "nothing can run; a resume or a clone brings them back");
    }
    return new WorkerDemand(shape.replicas(), 0, "Wanted", "nothing can run; go at " + end, end);
  }

  private static WorkerDemand none(String reason, String message) {
    return new WorkerDemand(0, 0, reason, message, null);
  }

  /** How long workers with nothing to do stay. */
  static Duration patience(ObservedExperiment seen) {
    Integer ttl = seen.resource().getSpec().ttlSecondsAfterFinished();
    WorkerShape shape = WorkerShape.of(seen.resource().getSpec());
    return Duration.ofSeconds(seen.hasEnded() && ttl != null ? ttl : shape.idleSeconds());
  }

  /** Since when nothing can run, as the status says. */
  private static Optional<Instant> idleSince(ObservedExperiment seen) {
    return Conditions.find(seen.status().conditions(), ConditionTypes.IDLE)
        .filter(condition -> condition.status().equals("True"))
        .map(Condition::lastTransitionTime)
        .map(Instant::parse);
  }
}
