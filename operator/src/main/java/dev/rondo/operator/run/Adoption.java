package dev.rondo.operator.run;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.operator.worker.WorkerNames;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs that people make by hand belong to the experiment they name: they go with it. */
final class Adoption {
  private final KubernetesClient client;

  Adoption(KubernetesClient client) {
    this.client = client;
  }

  void adopt(RunResource run, ExperimentResource experiment) {
    List<OwnerReference> owners = run.getMetadata().getOwnerReferences();
    boolean isOwned = owners.stream().anyMatch(owner -> Boolean.TRUE.equals(owner.getController()));
    if (isOwned || experiment.isMarkedForDeletion()) {
      return;
    }
    List<OwnerReference> all = new ArrayList<>(owners);
    all.add(WorkerNames.owner(experiment));
    Map<String, Object> metadata =
        Map.of(
            "uid", run.getMetadata().getUid(),
            "labels", WorkerNames.labels(experiment),
            "ownerReferences", all);
    client
        .resource(run)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(Map.of("metadata", metadata)));
  }
}
