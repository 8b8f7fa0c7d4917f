package dev.rondo.operator.experiment;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.operator.worker.WorkerShape;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many workers an experiment should have now: none while it is suspended or refused, none after
 * it had nothing to run for {@code worker.idleSeconds}, else what it asks for.
 *
 * @param replicas workers
 * @param reason why so many, CamelCase
 * @param message the same for people
 * @param until when to look again; null: when something happens
 */
record WorkerDemand(int replicas, String reason, String message, Instant until) {

  static WorkerDemand of(ObservedExperiment seen) {
    WorkerShape shape = WorkerShape.of(seen.resource().getSpec());
    if (seen.problem() != null && seen.runs().isEmpty()) {
      return new WorkerDemand(0, "NotAccepted", "the experiment was not accepted", null);
    }
    if (seen.isSuspended()) {
      return new WorkerDemand(0, "Suspended", "the experiment is suspended", null);
    }
    if (seen.hasWork()) {
      return new WorkerDemand(shape.replicas(), "Wanted", "", null);
    }
    boolean started = !seen.workers().isEmpty();
    Instant end = idleSince(seen).orElse(seen.now()).plus(patience(seen, shape));
    if (!started || !seen.now().isBefore(end)) {
      return new WorkerDemand(
          0, "Idle", "nothing can run; a resume or a clone brings them back", null);
    }
    return new WorkerDemand(shape.replicas(), "Wanted", "nothing can run; go at " + end, end);
  }

  /** Since when nothing can run, as the status says. */
  private static Optional<Instant> idleSince(ObservedExperiment seen) {
    return new Conditions(seen.status().conditions(), 0, seen.now())
        .last(ConditionTypes.IDLE)
        .filter(condition -> condition.status().equals("True"))
        .map(Condition::lastTransitionTime)
        .map(Instant::parse);
  }

  private static Duration patience(ObservedExperiment seen, WorkerShape shape) {
    Integer ttl = seen.resource().getSpec().ttlSecondsAfterFinished();
    return Duration.ofSeconds(seen.hasEnded() && ttl != null ? ttl : shape.idleSeconds());
  }
}
