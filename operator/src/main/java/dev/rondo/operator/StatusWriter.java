package dev.rondo.operator;

import dev.rondo.api.names.FieldManagers;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.RunStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/**
 * Applies statuses, whole for their field manager, and only over the object that was looked at: who
 * decided on an old one gets a conflict (409) and looks again.
 */
public final class StatusWriter {
  private final KubernetesClient client;

  /** Writes by this client. */
  public StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /** All of an experiment's status. */
  public ExperimentResource write(ExperimentResource seen, ExperimentStatus status) {
    ExperimentResource applied = new ExperimentResource();
    applied.setMetadata(identity(seen));
    applied.setStatus(status);
    return apply(applied, FieldManagers.OPERATOR);
  }

  /** A run's status but for its placement and what its worker says. */
  public RunResource write(RunResource seen, RunStatus status) {
    RunResource applied = new RunResource();
    applied.setMetadata(identity(seen));
    applied.setStatus(
        new RunStatus(
            status.state(),
            status.best(),
            null,
            status.source(),
            status.control(),
            status.conditions(),
            null));
    return apply(applied, FieldManagers.OPERATOR);
  }

  /** Binds a run to a worker. */
  public RunResource bind(RunResource seen, Placement placement) {
    RunResource applied = new RunResource();
    applied.setMetadata(identity(seen));
    applied.setStatus(new RunStatus(null, null, placement, null, null, null, null));
    return apply(applied, FieldManagers.BINDER);
  }

  private <T extends HasMetadata> T apply(T resource, String manager) {
    return client
        .resource(resource)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                // What the CRD does not know is an error, not lost.
                .withFieldValidation("Strict")
                .build());
  }

  private static ObjectMeta identity(HasMetadata seen) {
    return new ObjectMetaBuilder()
        .withName(seen.getMetadata().getName())
        .withNamespace(seen.getMetadata().getNamespace())
        .withUid(seen.getMetadata().getUid())
        .withResourceVersion(seen.getMetadata().getResourceVersion())
        .build();
  }
}
