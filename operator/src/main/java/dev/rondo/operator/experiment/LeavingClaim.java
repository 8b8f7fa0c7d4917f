package dev.rondo.operator.experiment;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import dev.rondo.operator.worker.WorkerNames;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A claim that somebody has deleted while a worker uses it: it stays until the worker goes, and all
 * that runs have made goes with it. It can't be brought back, so people are told while there is
 * time to keep its volume.
 */
final class LeavingClaim {
  private final KubernetesClient client;

  /** UIDs of claims that were told of, by the UID of the experiment. */
  private final Map<String, String> told = new ConcurrentHashMap<>();

  LeavingClaim(KubernetesClient client) {
    this.client = client;
  }

  /** What to tell, once of each claim. */
  Optional<Happening> look(ExperimentResource experiment) {
    PersistentVolumeClaim claim =
        client
            .persistentVolumeClaims()
            .inNamespace(experiment.getMetadata().getNamespace())
            .withName(WorkerNames.claim(experiment))
            .get();
    if (claim == null || claim.getMetadata().getDeletionTimestamp() == null) {
      return Optional.empty();
    }
    String uid = claim.getMetadata().getUid();
    if (uid.equals(told.put(experiment.getMetadata().getUid(), uid))) {
      return Optional.empty();
    }
    return Optional.of(
        new Happening(
            Reason.STORAGE_DELETED,
            ("claim %s was deleted: checkpoints and adapters go with it as soon as no worker uses"
                    + " it; to keep them, set the reclaim policy of its volume %s to Retain now")
                .formatted(claim.getMetadata().getName(), claim.getSpec().getVolumeName())));
  }

  void forget(String uid) {
    told.remove(uid);
  }
}
