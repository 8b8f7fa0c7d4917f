package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@OnCluster
class WorkersOfAnExperimentTest {
  private static final String CPU =
      Manifests.fourRuns("gpus: 1, idleSeconds: 1", "gpus: 0, slots: 2, idleSeconds: 1");

  @Test
  void aWorkerIsASidecarAndATrainerASlotAroundSharedMemory(Playground playground) {
    playground.start().create(Manifests.fourRuns("gpus: 1", "gpus: 2"));
    playground.await("a worker", () -> playground.workers().size() == 1);
    Pod pod = playground.workers().getFirst();
    Container scheduler = pod.getSpec().getInitContainers().getFirst();
    assertEquals("Always", scheduler.getRestartPolicy());
    assertEquals(2, pod.getSpec().getContainers().size());
    for (Container trainer : pod.getSpec().getContainers()) {
      assertEquals("1", trainer.getResources().getLimits().get("nvidia.com/gpu").getAmount());
      assertTrue(trainer.getSecurityContext().getReadOnlyRootFilesystem());
      assertTrue(
          trainer.getVolumeMounts().stream()
              .anyMatch(mount -> mount.getMountPath().equals(WorkerPod.MEMORY_PATH)));
      assertTrue(
          trainer.getVolumeMounts().stream()
              .noneMatch(mount -> mount.getMountPath().contains("serviceaccount")),
          "trainers have no token");
    }
    assertTrue(pod.getSpec().getSecurityContext().getRunAsNonRoot());
    assertEquals(false, pod.getSpec().getAutomountServiceAccountToken());
    var namespace = playground.namespace();
    var client = playground.client();
    assertNotNull(
        client.persistentVolumeClaims().inNamespace(namespace).withName("rondo-support").get());
    assertNotNull(client.services().inNamespace(namespace).withName("rondo-worker-support").get());
    assertNotNull(
        client.rbac().roleBindings().inNamespace(namespace).withName("rondo-worker-support").get());
    assertEquals("rondo/worker:test", playground.experiment("support").getStatus().workerImage());
  }

  @Test
  void whatSomebodyDeletesAroundAWorkerComesBack(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    Pod worker = playground.readyWorkers(1).getFirst();
    var namespace = playground.namespace();
    var bindings = playground.client().rbac().roleBindings().inNamespace(namespace);
    var services = playground.client().services().inNamespace(namespace);
    bindings.withName("rondo-worker-support").delete();
    services.withName("rondo-worker-support").delete();
    playground.await(
        "both are back",
        () ->
            bindings.withName("rondo-worker-support").get() != null
                && services.withName("rondo-worker-support").get() != null);
    assertEquals(List.of(worker), playground.workers(), "its token is as good as before");
  }

  @Test
  void aClaimThatSomebodyDeletesUnderAWorkerIsToldOfOnce(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    playground.readyWorkers(1);
    var claim =
        playground
            .client()
            .persistentVolumeClaims()
            .inNamespace(playground.namespace())
            .withName("rondo-support");
    // As the cluster does while a pod uses it.
    claim.edit(there -> {
      there.getMetadata().setFinalizers(List.of("kubernetes.io/pvc-protection"));
      return there;
    });
    claim.delete();
    playground.awaitEvent("support", "StorageDeleted");
    // By the time that another thing is back, the claim was looked at again.
    var services = playground.client().services().inNamespace(playground.namespace());
    services.withName("rondo-worker-support").delete();
    playground.await("it is back", () -> services.withName("rondo-worker-support").get() != null);
    assertEquals(1, Collections.frequency(playground.reasons("support"), "StorageDeleted"));
    claim.edit(there -> {
      there.getMetadata().setFinalizers(List.of());
      return there;
    });
  }

  @Test
  void aWorkerWhoseAccountWasDeletedIsReplacedSinceItsTokenIsVoid(Playground playground)
      throws InterruptedException {
    playground.start().create(Manifests.FOUR_RUNS);
    Pod worker = playground.readyWorkers(1).getFirst();
    playground.awaitPlacement("support-small-1", worker);
    // Creation times are whole seconds.
    Thread.sleep(1000);
    playground
        .client()
        .serviceAccounts()
        .inNamespace(playground.namespace())
        .withName("rondo-worker-support")
        .delete();
    playground.await(
        "another",
        () ->
            playground.workers().stream()
                .anyMatch(
                    pod -> !pod.getMetadata().getUid().equals(worker.getMetadata().getUid())));
    playground.awaitEvent("support", "WorkerDeleted");
    Pod second = playground.readyWorkers(1).getFirst();
    assertEquals(2, playground.awaitPlacement("support-small-1", second));
  }

  @Test
  void storageOutlivesTheExperimentUnlessAskedOtherwise(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    playground.create(
        Manifests.fourRuns("name: support", "name: brief")
            + "  storage: {size: 1Gi, whenDeleted: Delete}\n");
    playground.await(
        "claims",
        () ->
            claim(playground, "rondo-brief") != null && claim(playground, "rondo-support") != null);
    assertTrue(claim(playground, "rondo-support").getMetadata().getOwnerReferences().isEmpty());
    assertEquals(
        "brief",
        claim(playground, "rondo-brief").getMetadata().getOwnerReferences().getFirst().getName());
  }

  @Test
  void onlyTrainersReadTheSecretsOfRewardEndpointsAndAMissingOneKeepsNoPodBack(
      Playground playground) {
    String base =
        "base: {rewards: [{http: {url: 'http://judge', secretRef: {name: judge, key: token}}}], ";
    playground
        .start()
        .create(Manifests.fourRuns("base: {", base).replace("spec:\n", "spec:\n  trainer: GRPO\n"));
    playground.await("a worker", () -> playground.workers().size() == 1);
    PodSpec pod = playground.workers().getFirst().getSpec();
    Volume secret =
        pod.getVolumes().stream().filter(v -> v.getSecret() != null).findFirst().orElseThrow();
    assertEquals("judge", secret.getSecret().getSecretName());
    assertEquals(true, secret.getSecret().getOptional());
    assertEquals(
        List.of("trainer-0"),
        Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
            .filter(container ->
                container.getVolumeMounts().stream()
                    .anyMatch(mount -> mount.getMountPath().equals("/rondo/secrets/judge")))
            .map(Container::getName)
            .toList());
  }

  @Test
  void theTemplateOverlaysThePodAndMayNotTakeItOver(Playground playground) {
    playground
        .start()
        .create(
            Manifests.fourRuns(
                "idleSeconds: 1",
                """
                idleSeconds: 1, template: {
                    metadata: {labels: {team: nlp}},
                    spec: {nodeSelector: {gpu: a100}, priorityClassName: "",
                      containers: [{name: trainer-0, resources: {limits: {memory: 8Gi}}}]}}\
                """));
    playground.await("a worker", () -> playground.workers().size() == 1);
    Pod pod = playground.workers().getFirst();
    assertEquals("nlp", pod.getMetadata().getLabels().get("team"));
    assertEquals("a100", pod.getSpec().getNodeSelector().get("gpu"));
    var limits = pod.getSpec().getContainers().getFirst().getResources().getLimits();
    assertEquals("8Gi", limits.get("memory").toString());
    assertEquals("1", limits.get("nvidia.com/gpu").toString());
    playground.create(
        Manifests.fourRuns("name: support", "name: greedy")
            .replace(
                "idleSeconds: 1",
                "template: {spec: {hostNetwork: true, volumes: [{name: h, hostPath: {path: /}}]}}"));
    playground.await(
        "refused",
        () ->
            playground
                .condition(playground.experiment("greedy"), ConditionTypes.ACCEPTED)
                .equals("False ConfigInvalid"));
    assertEquals(1, playground.workers().size());
  }

  @Test
  void suspendGivesGpusBackAtOnceAndResumingBindsUnderANewEpoch(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    Pod first = playground.readyWorkers(1).getFirst();
    assertEquals(1, playground.awaitPlacement("support-small-1", first));
    patch(playground, "{\"spec\":{\"suspend\":true}}");
    playground.await("no workers", () -> playground.workers().isEmpty());
    playground.await(
        "said",
        () ->
            playground
                .condition(playground.run("support-small-1"), ConditionTypes.PLACED)
                .equals("False Suspended"));
    assertEquals("Running", playground.run("support-small-1").getSpec().desiredState().name());
    patch(playground, "{\"spec\":{\"suspend\":false}}");
    Pod second = playground.readyWorkers(1).getFirst();
    assertNotEquals(first.getMetadata().getName(), second.getMetadata().getName());
    assertEquals(2, playground.awaitPlacement("support-small-1", second));
    playground.awaitEvent("support", "Suspended");
  }

  @Test
  void workersGoWhenNothingCanRunAndComeBackByAResume(Playground playground) {
    playground.start().create(CPU);
    playground.readyWorkers(1);
    for (String run : playground.runNames()) {
      annotate(playground, run, "rondo.dev/stop");
    }
    playground.await("no workers", () -> playground.workers().isEmpty());
    playground.await(
        "said",
        () ->
            playground
                .condition(playground.experiment("support"), ConditionTypes.WORKERS_READY)
                .equals("False Idle"));
    playground.awaitEvent("support", "WorkersReleased");
    annotate(playground, "support-large-1", "rondo.dev/resume");
    Pod worker = playground.readyWorkers(1).getFirst();
    playground.awaitPlacement("support-large-1", worker);
  }

  @Test
  void whereThereWereNoWorkersNoneAreSaidToBeReleased(Playground playground) {
    playground.start().create(CPU + "  suspend: true\n");
    playground.await("four runs", () -> playground.runNames().size() == 4);
    for (String run : playground.runNames()) {
      annotate(playground, run, "rondo.dev/stop");
      playground.await("stopped", () -> playground.answer(run, "stop").startsWith("Done"));
    }
    patch(playground, "{\"spec\":{\"suspend\":false}}");
    playground.await(
        "nothing can run",
        () ->
            playground
                .condition(playground.experiment("support"), ConditionTypes.WORKERS_READY)
                .equals("False Idle"));
    assertFalse(playground.reasons("support").contains("WorkersReleased"));
  }

  @Test
  void aLostWorkersRunsArePlacedAgainUnderANewEpoch(Playground playground) {
    playground.start().create(CPU);
    Pod first = playground.readyWorkers(1).getFirst();
    playground.awaitPlacement("support-small-2", first);
    playground.report("support-small-2", Playground.phase(1, "Training"));
    playground.await(
        "runs", () -> playground.run("support-small-2").getStatus().state().equals("Running"));
    playground.fail(first);
    playground.await(
        "another worker",
        () ->
            playground.workers().size() == 1
                && !playground
                    .workers()
                    .getFirst()
                    .getMetadata()
                    .getUid()
                    .equals(first.getMetadata().getUid()));
    Pod second = playground.readyWorkers(1).getFirst();
    assertEquals(2, playground.awaitPlacement("support-small-2", second));
    playground.report("support-small-2", Playground.phase(1, "Succeeded"));
    playground.report("support-small-1", Playground.phase(2, "Training"));
    playground.await(
        "others go on",
        () -> playground.run("support-small-1").getStatus().state().equals("Running"));
    assertEquals("Pending", playground.run("support-small-2").getStatus().state(), "a stale epoch");
    playground.awaitEvent("support", "WorkerLost");
  }

  @Test
  void replicasAreAddedAndRemovedByIndex(Playground playground) {
    playground
        .start()
        .create(
            CPU.replace("gpus: 0, slots: 2", "replicas: 2, gpus: 0")
                + "  storage: {claimName: shared}\n");
    playground.readyWorkers(2);
    patch(playground, "{\"spec\":{\"worker\":{\"replicas\":3}}}");
    playground.readyWorkers(3);
    patch(playground, "{\"spec\":{\"worker\":{\"replicas\":1}}}");
    playground.await("one is left", () -> playground.workers().size() == 1);
    assertTrue(
        playground.workers().getFirst().getMetadata().getName().startsWith("support-worker-0-"));
  }

  private static PersistentVolumeClaim claim(Playground playground, String name) {
    return playground
        .client()
        .persistentVolumeClaims()
        .inNamespace(playground.namespace())
        .withName(name)
        .get();
  }

  private static void patch(Playground playground, String patch) {
    playground
        .client()
        .resources(ExperimentResource.class)
        .inNamespace(playground.namespace())
        .withName("support")
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private static void annotate(Playground playground, String run, String annotation) {
    playground
        .client()
        .resource(playground.run(run))
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"true\"}}}".formatted(annotation));
  }
}
