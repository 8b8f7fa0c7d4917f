package dev.rondo.operator.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.operator.cluster.TestSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerPodsTest {
  private static final String GATED =
      """
      apiVersion: rondo.dev/v1alpha1
      kind: Experiment
      metadata: {name: gated, namespace: team, uid: "0"}
      spec:
        trainer: SFT
        model: {uri: "hf://meta-llama/Llama-3.2-1B", secretRef: {name: hub}}
        worker: {gpus: 0, slots: 2}
      """;

  private final Pod pod = new WorkerPods(new TestSettings("rondo")).build(blueprint(GATED), 0, "x");

  @Test
  void onlyTrainersHaveTheTokenOfTheHub() {
    for (Container trainer : pod.getSpec().getContainers()) {
      assertTrue(names(trainer).contains(WorkerPod.HUB_TOKEN_VARIABLE), trainer.getName());
    }
    for (Container other : pod.getSpec().getInitContainers()) {
      assertTrue(!names(other).contains(WorkerPod.HUB_TOKEN_VARIABLE), other.getName());
    }
  }

  @Test
  void whatIsFetchedFromTheHubIsKeptOnTheVolume() {
    for (Container trainer : pod.getSpec().getContainers()) {
      String cache =
          trainer.getEnv().stream()
              .filter(variable -> variable.getName().equals("HF_HOME"))
              .map(EnvVar::getValue)
              .findFirst()
              .orElse("");
      assertTrue(
          trainer.getVolumeMounts().stream()
              .filter(mount -> mount.getName().equals(WorkerPod.STORAGE_VOLUME))
              .anyMatch(mount -> cache.startsWith(mount.getMountPath() + "/")),
          cache);
    }
  }

  @Test
  void aSchedulerThatFreezesIsNotGivenTheGracePeriodOfThePod() {
    long frozen =
        pod.getSpec()
            .getInitContainers()
            .getFirst()
            .getLivenessProbe()
            .getTerminationGracePeriodSeconds();
    assertTrue(frozen < pod.getSpec().getTerminationGracePeriodSeconds());
  }

  @Test
  void everySlotHasATrainer() {
    assertEquals(
        List.of("trainer-0", "trainer-1"),
        pod.getSpec().getContainers().stream().map(Container::getName).toList());
  }

  @Test
  void theMemoryVolumeHasTheSizeThatTheOperatorIsSetTo() {
    assertEquals("1Gi", memory(pod).toString());
    assertEquals("1Gi", memory(withTrainerLimit("64Gi", "")).toString());
  }

  /** What is written there counts as the container's memory. */
  @Test
  void besideAStatedMemoryLimitTheVolumeIsAQuarterOfIt() {
    assertEquals(
        new BigDecimal(512 << 20), memory(withTrainerLimit("2Gi", "")).getNumericalAmount());
  }

  @Test
  void aStatedSizeOfTheMemoryVolumeCounts() {
    String volume = "volumes: [{name: memory, emptyDir: {sizeLimit: 3Gi}}]";
    assertEquals("3Gi", memory(withTrainerLimit("2Gi", volume)).toString());
  }

  @Test
  void aContainerOfTheTemplateIsRestrictedLikeTheOthers() {
    String more = "initContainers: [{name: proxy, image: proxy, restartPolicy: Always}]";
    List<Container> containers = withTrainerLimit("2Gi", more).getSpec().getInitContainers();
    assertEquals(
        List.of("scheduler", "proxy"), containers.stream().map(Container::getName).toList());
    assertEquals(
        containers.getFirst().getSecurityContext(), containers.getLast().getSecurityContext());
  }

  private static Pod withTrainerLimit(String limit, String more) {
    String template =
        """
          template:
            spec:
              containers: [{name: trainer-0, resources: {limits: {memory: %s}}}]
              %s
        """
            .formatted(limit, more)
            .indent(2);
    String manifest = GATED.replace("worker: {gpus: 0, slots: 2}", "worker:\n    gpus: 0");
    return new WorkerPods(new TestSettings("rondo")).build(blueprint(manifest + template), 0, "x");
  }

  private static WorkerBlueprint blueprint(String manifest) {
    return new WorkerBlueprint(
        Serialization.unmarshal(manifest, ExperimentResource.class),
        "image",
        NamedSources.of(List.of()));
  }

  private static Quantity memory(Pod pod) {
    return pod.getSpec().getVolumes().stream()
        .filter(volume -> volume.getName().equals(WorkerPod.MEMORY_VOLUME))
        .map(volume -> volume.getEmptyDir().getSizeLimit())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(Container container) {
    return container.getEnv().stream().map(EnvVar::getName).toList();
  }
}
