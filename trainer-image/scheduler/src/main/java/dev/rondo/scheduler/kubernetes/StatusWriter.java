package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.names.FieldManagers;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/**
 * Applies {@code status.worker} whole, to the very object that was taken up: one of the same name
 * that was made since is another one (409).
 */
final class StatusWriter implements StatusTarget {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final KubernetesClient client;

  StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Answer write(Run run, WorkerReport report) {
    RunResource applied = new RunResource();
    applied.setMetadata(
        new ObjectMetaBuilder()
            .withName(run.metadata().getName())
            .withNamespace(run.metadata().getNamespace())
            .withUid(run.metadata().getUid())
            .build());
    applied.setStatus(RunStatus.of(report));
    try {
      client
          .resource(applied)
          .subresource("status")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager(FieldManagers.WORKER)
                  .withForce(true)
                  .build());
      return new Answer.Written();
    } catch (KubernetesClientException failed) {
      int code = failed.getCode();
      boolean isFinal = code >= 400 && code < SERVER_ERRORS && code != TOO_MANY_REQUESTS;
      return isFinal
          ? new Answer.Refused(failed.getMessage())
          : new Answer.Away(failed.getMessage());
    }
  }
}
