package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.lifecycle.RunPhases;
import java.util.Optional;

/** The report of a run that is placed here and can't be taken up now. */
final class NotTakenUp {
  private static final WorkerReport NOTHING =
      new WorkerReport(null, null, null, null, null, null, null, null);

  private NotTakenUp() {}

  /** What was told of it before stays told: the next holder goes on from it. */
  static WorkerReport report(Run run, String why) {
    WorkerReport told = Optional.ofNullable(run.status()).map(RunStatus::worker).orElse(NOTHING);
    return new WorkerReport(
        run.status().placement().epoch(),
        RunPhases.PENDING,
        null,
        told.progress(),
        told.metrics(),
        told.checkpoint(),
        told.engine(),
        why,
        told.inputs(),
        told.warnings(),
        told.checkpoints(),
        told.evaluations(),
        null);
  }
}
