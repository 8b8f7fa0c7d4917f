package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Runs as a worker sees them. */
final class HeldRun {
  private HeldRun() {}

  static Run of(String uid, long epoch, CheckpointRef published) {
    WorkerReport told = published == null ? null : report("Waiting", epoch - 1, published);
    return new Run(
        "rondo.dev/v1alpha1",
        "Run",
        new ObjectMetaBuilder().withName("run-" + uid).withUid(uid).build(),
        null,
        new RunStatus(null, new Placement("pod", "pod-uid", epoch), null, null, null, told));
  }

  static WorkerReport report(String phase, long epoch, CheckpointRef checkpoint) {
    return new WorkerReport(epoch, phase, null, null, null, checkpoint, null, null);
  }
}
