package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.CloneFrom;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WarmStart;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.gesture.GestureWord;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;

/** Runs as a worker sees them. */
final class HeldRun {
  private HeldRun() {}

  static Run of(String uid, long epoch, CheckpointRef published) {
    WorkerReport told = published == null ? null : report("Waiting", epoch - 1, published);
    return new Run(
        "rondo.dev/v1alpha1",
        "Run",
        new ObjectMetaBuilder().withName("run-" + uid).withUid(uid).build(),
        spec(null, List.of()),
        new RunStatus(null, null, new Placement("pod", "pod-uid", epoch), null, null, null, told));
  }

  static Run warmClone(String uid, long epoch, String source) {
    return warmClone(uid, epoch, source, null);
  }

  static Run warmClone(String uid, long epoch, String source, CheckpointRef published) {
    Run run = of(uid, epoch, published);
    CloneFrom from = new CloneFrom("parent", null, new WarmStart(null, null, null, null));
    String name = source.substring(source.lastIndexOf('/') + 1);
    return new Run(
        run.apiVersion(),
        run.kind(),
        run.metadata(),
        spec(from, List.of()),
        new RunStatus(
            null,
            null,
            run.status().placement(),
            new CloneSource("parent", name, "sha256:0", source),
            null,
            null,
            run.status().worker()));
  }

  /** One whose checkpoint somebody asks for. */
  static Run asked(String uid) {
    Run run = of(uid, 1, null);
    GestureRequest request = new GestureRequest("1", GestureWord.CHECKPOINT, null);
    return new Run(
        run.apiVersion(), run.kind(), run.metadata(), spec(null, List.of(request)), run.status());
  }

  private static RunSpec spec(CloneFrom from, List<GestureRequest> requests) {
    return new RunSpec(
        null, null, null, null, null, null, null, null, null, null, null, from, requests);
  }

  static WorkerReport report(String phase, long epoch, CheckpointRef checkpoint) {
    return new WorkerReport(epoch, phase, null, null, null, checkpoint, null, null);
  }
}
