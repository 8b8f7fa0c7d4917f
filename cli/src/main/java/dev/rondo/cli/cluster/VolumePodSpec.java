package dev.rondo.cli.cluster;

import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The pod that mounts an experiment's volume to copy files. It goes where workers may go, since a
 * volume can be tied to the node or zone of the first pod that asks for it; and to a node that has
 * a worker, if it can, since a ReadWriteOnce volume is on one node at a time.
 */
final class VolumePodSpec {
  static final String CONTAINER = "files";

  /** It ends then, also if nobody deletes it. */
  static final Duration DEADLINE = Duration.ofHours(1);

  private static final long USER = 65532;
  private static final int STRONGEST = 100;
  private static final int SUFFIX = 8;

  private VolumePodSpec() {}

  /** A pod to be created, under a name of its own. */
  static Pod of(ExperimentResource experiment, String claim) {
    PodSpec template = template(experiment);
    return new PodBuilder()
        .withNewMetadata()
        .withName("rondo-files-" + UUID.randomUUID().toString().substring(0, SUFFIX))
        .withNamespace(experiment.getMetadata().getNamespace())
        .addToLabels(Labels.NAME, "rondo")
        .addToLabels(Labels.PART_OF, "rondo")
        .addToLabels(Labels.COMPONENT, CONTAINER)
        .addToLabels(Labels.EXPERIMENT, experiment.getMetadata().getName())
        // If it is left behind, it goes with the experiment at the latest.
        .withOwnerReferences(ExperimentClaim.owner(experiment))
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withActiveDeadlineSeconds(DEADLINE.toSeconds())
        .withTerminationGracePeriodSeconds(0L)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withNodeSelector(template.getNodeSelector())
        .withTolerations(template.getTolerations())
        .withAffinity(affinity(experiment, template))
        .withImagePullSecrets(template.getImagePullSecrets())
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(container(experiment.getStatus().workerImage()))
        .addNewVolume()
        .withName(WorkerPod.STORAGE_VOLUME)
        .withNewPersistentVolumeClaim(claim, false)
        .endVolume()
        .endSpec()
        .build();
  }

  /** Small, and stated: a quota may ask for it. */
  private static Container container(String image) {
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(image)
        .withArgs(WorkerPod.HOLD_COMMAND)
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity("100m"), "memory", new Quantity("256Mi")))
        .withLimits(Map.of("cpu", new Quantity("2"), "memory", new Quantity("512Mi")))
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName(WorkerPod.STORAGE_VOLUME)
        .withMountPath(WorkerPod.STORAGE_PATH)
        .endVolumeMount()
        .build();
  }

  private static Affinity affinity(ExperimentResource experiment, PodSpec template) {
    return new AffinityBuilder()
        .withNodeAffinity(
            Optional.ofNullable(template.getAffinity()).map(Affinity::getNodeAffinity).orElse(null))
        .withNewPodAffinity()
        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
        .withWeight(STRONGEST)
        .withNewPodAffinityTerm()
        .withTopologyKey("kubernetes.io/hostname")
        .withNewLabelSelector()
        .addToMatchLabels(Labels.EXPERIMENT, experiment.getMetadata().getName())
        .addToMatchLabels(Labels.COMPONENT, WorkerPod.COMPONENT)
        .endLabelSelector()
        .endPodAffinityTerm()
        .endPreferredDuringSchedulingIgnoredDuringExecution()
        .endPodAffinity()
        .build();
  }

  private static PodSpec template(ExperimentResource experiment) {
    return Optional.ofNullable(experiment.getSpec().worker())
        .map(worker -> worker.template())
        .map(tree -> Serialization.unmarshal(tree.toString(), PodTemplateSpec.class).getSpec())
        .orElseGet(PodSpec::new);
  }
}
