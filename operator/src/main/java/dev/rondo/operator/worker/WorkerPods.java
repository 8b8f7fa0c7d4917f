package dev.rondo.operator.worker;

import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.core.placement.WorkerShape;
import dev.rondo.operator.OperatorSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A worker pod: the chunk scheduler as a native sidecar, which starts first and ends last, a
 * trainer for every slot, and a memory volume that all of them share.
 */
public final class WorkerPods {
  private static final long USER = 65532;

  private final OperatorSettings.Worker settings;

  /** Pods by these settings. */
  public WorkerPods(OperatorSettings.Worker settings) {
    this.settings = settings;
  }

  /**
   * A pod to be created.
   *
   * @param index its place among the workers, from 0
   * @param suffix makes its name unique
   */
  public Pod build(WorkerBlueprint blueprint, int index, String suffix) {
    ExperimentResource experiment = blueprint.experiment();
    WorkerShape shape = WorkerShape.of(experiment.getSpec());
    WorkerTemplate template = WorkerTemplate.of(experiment);
    WorkerContainers containers = new WorkerContainers(blueprint, shape, settings);
    List<Container> trainers =
        IntStream.range(0, shape.slots()).mapToObj(containers::trainer).toList();
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(WorkerNames.podPrefix(experiment, index) + suffix)
            .withNamespace(experiment.getMetadata().getNamespace())
            .withLabels(WorkerNames.labels(experiment))
            .addToLabels(Labels.COMPONENT, WorkerPod.COMPONENT)
            .addToLabels(Labels.WORKER_INDEX, Integer.toString(index))
            .addToLabels(Labels.WORKER_REVISION, WorkerRevision.of(experiment))
            .addToLabels(queue(experiment))
            .withOwnerReferences(WorkerNames.owner(experiment))
            .endMetadata()
            .withNewSpec()
            .withServiceAccountName(WorkerNames.account(experiment))
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withRestartPolicy("Always")
            .withTerminationGracePeriodSeconds(settings.gracePeriod().toSeconds())
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
            .withImagePullSecrets(
                settings.imagePullSecret().map(LocalObjectReference::new).stream().toList())
            .withTolerations(
                toleration("node.kubernetes.io/not-ready"),
                toleration("node.kubernetes.io/unreachable"))
            .withInitContainers(containers.scheduler())
            .withContainers(trainers)
            .withVolumes(WorkerVolumes.of(blueprint, MemorySize.of(template, settings)))
            .endSpec()
            .build();
    return template.overlay(pod);
  }

  /** Kueue's queue is named on the experiment. */
  private static Map<String, String> queue(ExperimentResource experiment) {
    Map<String, String> labels = experiment.getMetadata().getLabels();
    String queue = labels == null ? null : labels.get(Labels.KUEUE_QUEUE);
    return queue == null ? Map.of() : Map.of(Labels.KUEUE_QUEUE, queue);
  }

  private Toleration toleration(String taint) {
    return new TolerationBuilder()
        .withKey(taint)
        .withOperator("Exists")
        .withEffect("NoExecute")
        .withTolerationSeconds(settings.lostAfter().toSeconds())
        .build();
  }
}
