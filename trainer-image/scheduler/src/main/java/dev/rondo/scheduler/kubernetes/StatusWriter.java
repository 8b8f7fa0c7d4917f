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
import java.net.HttpURLConnection;
import java.util.Set;

/**
 * Applies {@code status.worker} whole, to the very object that was taken up: one of the same name
 * that was made since is another one (409).
 */
final class StatusWriter implements StatusTarget {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;
  private static final Set<Integer> PASSING =
      Set.of(
          HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN, TOO_MANY_REQUESTS);

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
      return answer(failed.getCode(), failed.getMessage());
    }
  }

  /** A token or a right that is missing may come back; what the run is refused for does not. */
  static Answer answer(int code, String why) {
    boolean isFinal = code >= 400 && code < SERVER_ERRORS && !PASSING.contains(code);
    return isFinal ? new Answer.Refused(why) : new Answer.Away(why);
  }
}
