package dev.rondo.cli.cluster;

import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.v1alpha1.Storage;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claim of an experiment, made before its first worker, which is when the operator would make
 * the same.
 */
final class ExperimentClaim {
  private static final String DEFAULT_SIZE = "20Gi";

  private ExperimentClaim() {}

  /** Its name, once it is there. */
  static String ensure(KubernetesClient client, ExperimentResource experiment) {
    Storage storage =
        Optional.ofNullable(experiment.getSpec().storage())
            .orElse(new Storage(null, null, null, null, null));
    if (storage.claimName() != null) {
      return storage.claimName();
    }
    PersistentVolumeClaim claim = of(experiment, storage);
    if (client.resource(claim).get() == null) {
      client.resource(claim).create();
    }
    return claim.getMetadata().getName();
  }

  private static PersistentVolumeClaim of(ExperimentResource experiment, Storage storage) {
    String name = experiment.getMetadata().getName();
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(WorkerPod.claim(name))
        .withNamespace(experiment.getMetadata().getNamespace())
        .withLabels(
            Map.of(
                Labels.NAME,
                "rondo",
                Labels.INSTANCE,
                name,
                Labels.PART_OF,
                "rondo",
                Labels.EXPERIMENT,
                name))
        .withOwnerReferences(
            "Delete".equals(storage.whenDeleted()) ? List.of(owner(experiment)) : List.of())
        .endMetadata()
        .withNewSpec()
        .withAccessModes(
            Optional.ofNullable(storage.accessModes()).orElse(List.of("ReadWriteOnce")))
        .withStorageClassName(storage.storageClassName())
        .withNewResources()
        .withRequests(
            Map.of(
                "storage", new Quantity(Optional.ofNullable(storage.size()).orElse(DEFAULT_SIZE))))
        .endResources()
        .endSpec()
        .build();
  }

  static OwnerReference owner(ExperimentResource experiment) {
    return new OwnerReferenceBuilder()
        .withApiVersion(experiment.getApiVersion())
        .withKind(experiment.getKind())
        .withName(experiment.getMetadata().getName())
        .withUid(experiment.getMetadata().getUid())
        .build();
  }
}
