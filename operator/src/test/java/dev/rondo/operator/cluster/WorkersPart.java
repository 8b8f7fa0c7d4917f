package dev.rondo.operator.cluster;

import dev.rondo.api.names.FieldManagers;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.CheckpointRequests;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;

/** What a kubelet and a worker would write, where there is none. */
public final class WorkersPart {
  private WorkersPart() {}

  /** A report of a worker that has heard of all that it is asked for of a run. */
  public static WorkerReport hearing(Run run, WorkerReport report) {
    return new WorkerReport(
        report.epoch(),
        report.phase(),
        report.slot(),
        report.progress(),
        report.metrics(),
        report.checkpoint(),
        report.engine(),
        report.message(),
        report.inputs(),
        report.warnings(),
        report.checkpoints(),
        report.evaluations(),
        List.copyOf(CheckpointRequests.open(run)));
  }

  /** Applies a run's status as a worker does. */
  public static void apply(KubernetesClient as, String namespace, String run, RunStatus status) {
    RunResource applied = new RunResource();
    applied.setMetadata(new ObjectMetaBuilder().withName(run).withNamespace(namespace).build());
    applied.setStatus(status);
    as.resource(applied)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(FieldManagers.WORKER)
                .withForce(true)
                .build());
  }

  /** Gives a pod a phase; it is ready while it runs. */
  public static void phase(KubernetesClient client, Pod pod, String phase) {
    client
        .resource(pod)
        .editStatus(now -> {
          now.setStatus(
              new PodStatusBuilder()
                  .withPhase(phase)
                  .withConditions(
                      new PodConditionBuilder()
                          .withType("Ready")
                          .withStatus(phase.equals("Running") ? "True" : "False")
                          .build())
                  .build());
          return now;
        });
  }
}
