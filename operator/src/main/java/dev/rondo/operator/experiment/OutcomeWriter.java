package dev.rondo.operator.experiment;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.ConfigEntry;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.operator.StatusWriter;
import dev.rondo.operator.event.EventRecorder;
import java.time.Instant;
import java.util.List;

/** Writes what came of acting into an experiment's status, and tells of it. */
final class OutcomeWriter {
  private final StatusWriter statuses;
  private final EventRecorder events;

  OutcomeWriter(StatusWriter statuses, EventRecorder events) {
    this.statuses = statuses;
    this.events = events;
  }

  /** Which runs were made. */
  ExperimentResource write(
      ExperimentResource experiment, RunCreation.Outcome outcome, Instant now) {
    return outcome.failure().isPresent()
        ? write(experiment, outcome.ledger(), experiment.getStatus().conditions())
        : write(
            experiment,
            outcome.ledger(),
            ExperimentConditions.created(outcome.taken(), conditions(experiment, now)));
  }

  /** Why a worker was not made. */
  void writeRefusal(ExperimentResource experiment, String refusal, Instant now) {
    write(
        experiment,
        experiment.getStatus().configs(),
        ExperimentConditions.refused(refusal, conditions(experiment, now)));
  }

  private static Conditions conditions(ExperimentResource experiment, Instant now) {
    return new Conditions(
        experiment.getStatus().conditions(), experiment.getMetadata().getGeneration(), now);
  }

  private ExperimentResource write(
      ExperimentResource experiment, List<ConfigEntry> ledger, List<Condition> conditions) {
    ExperimentStatus before = experiment.getStatus();
    ExperimentStatus after =
        new ExperimentStatus(
            ledger,
            before.counts(),
            before.best(),
            before.leaderboard(),
            before.startTime(),
            before.workerImage(),
            conditions);
    if (after.equals(before)) {
      return experiment;
    }
    ExperimentResource written = statuses.write(experiment, after);
    events.record(written, ExperimentHappenings.between(before, after));
    return written;
  }
}
