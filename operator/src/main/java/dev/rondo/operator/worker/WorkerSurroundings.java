package dev.rondo.operator.worker;

import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.v1alpha1.Storage;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What worker pods need around them: an identity, its rights, a name in the network, a volume. */
public final class WorkerSurroundings {
  private static final String DEFAULT_SIZE = "20Gi";

  private WorkerSurroundings() {}

  /**
   * All of it, to be applied before the first pod.
   *
   * @param clusterRole what workers may do in their namespace
   */
  public static List<HasMetadata> of(ExperimentResource experiment, String clusterRole) {
    List<HasMetadata> all = new ArrayList<>();
    String account = WorkerNames.account(experiment);
    all.add(
        new ServiceAccountBuilder()
            .withMetadata(owned(experiment, account))
            .withAutomountServiceAccountToken(false)
            .build());
    all.add(
        new RoleBindingBuilder()
            .withMetadata(owned(experiment, account))
            .withNewRoleRef()
            .withApiGroup("rbac.authorization.k8s.io")
            .withKind("ClusterRole")
            .withName(clusterRole)
            .endRoleRef()
            .addNewSubject()
            .withKind("ServiceAccount")
            .withName(account)
            .withNamespace(experiment.getMetadata().getNamespace())
            .endSubject()
            .build());
    all.add(service(experiment));
    claim(experiment).ifPresent(all::add);
    return all;
  }

  private static Service service(ExperimentResource experiment) {
    return new ServiceBuilder()
        .withMetadata(owned(experiment, WorkerNames.account(experiment)))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(WorkerNames.selector(experiment))
        .addNewPort()
        .withName(WorkerPod.METRICS_PORT_NAME)
        .withPort(WorkerPod.METRICS_PORT)
        .withNewTargetPort(WorkerPod.METRICS_PORT_NAME)
        .endPort()
        .endSpec()
        .build();
  }

  /**
   * The experiment's own claim; none where it names one. It outlives the experiment unless {@code
   * whenDeleted} says Delete: then the experiment owns it.
   */
  static Optional<PersistentVolumeClaim> claim(ExperimentResource experiment) {
    Storage storage =
        Optional.ofNullable(experiment.getSpec().storage())
            .orElse(new Storage(null, null, null, null, null));
    if (storage.claimName() != null) {
      return Optional.empty();
    }
    String name = WorkerNames.claim(experiment);
    boolean goes = "Delete".equals(storage.whenDeleted());
    String size = Optional.ofNullable(storage.size()).orElse(DEFAULT_SIZE);
    List<String> modes =
        Optional.ofNullable(storage.accessModes()).orElse(List.of("ReadWriteOnce"));
    return Optional.of(
        new PersistentVolumeClaimBuilder()
            .withMetadata(goes ? owned(experiment, name) : metadata(experiment, name).build())
            .withNewSpec()
            .withAccessModes(modes)
            .withStorageClassName(storage.storageClassName())
            .withNewResources()
            .withRequests(Map.of("storage", new Quantity(size)))
            .endResources()
            .endSpec()
            .build());
  }

  private static ObjectMeta owned(ExperimentResource experiment, String name) {
    return metadata(experiment, name).withOwnerReferences(WorkerNames.owner(experiment)).build();
  }

  private static ObjectMetaBuilder metadata(ExperimentResource experiment, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(experiment.getMetadata().getNamespace())
        .withLabels(WorkerNames.labels(experiment));
  }
}
