package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnCluster
class EditWorkersTest {
  @Test
  void anEditOfWhatAWorkerIsReplacesItAtOnceIfItHasNotBegun(Playground playground) {
    playground.start().create(Manifests.fourRuns("gpus: 1", "gpus: 16"));
    playground.await("a worker", () -> playground.workers().size() == 1);
    playground.edit("support", "{\"worker\":{\"gpus\":2}}");
    playground.await(
        "another, of two trainers",
        () ->
            playground.workers().size() == 1
                && playground.workers().getFirst().getSpec().getContainers().size() == 2);
    playground.awaitEvent("support", "WorkerDeleted");
  }

  @Test
  void anEditOfWhatWorkersAreReplacesThemOneAfterTheOtherAndRunsGoOn(Playground playground) {
    playground
        .start()
        .create(
            Manifests.fourRuns("gpus: 1, idleSeconds: 1", "replicas: 2, gpus: 0")
                + "  storage: {claimName: shared}\n");
    List<Pod> first = playground.readyWorkers(2);
    playground.await("all runs are placed", () -> arePlaced(playground));
    playground.edit(
        "support", "{\"worker\":{\"template\":{\"metadata\":{\"labels\":{\"team\":\"a\"}}}}}");
    playground.await("one is made anew", () -> edited(playground) == 1);
    assertTrue(uids(playground.workers()).contains(first.getLast().getMetadata().getUid()));
    playground.readyWorkers(2);
    playground.await("the other too", () -> edited(playground) == 2);
    playground.readyWorkers(2);
    playground.await("all runs are on workers that are there", () -> arePlaced(playground));
  }

  @Test
  void aCloneWithDataOfAnotherClaimGoesToAWorkerThatMountsIt(Playground playground) {
    playground.start().create(Manifests.FOUR_RUNS);
    Pod first = playground.readyWorkers(1).getFirst();
    playground.awaitPlacement("support-small-1", first);
    playground.annotate(
        "support-small-1",
        "rondo.dev/clone",
        "{name: elsewhere, set: [\"dataset.train.uri=pvc://corpus/train.jsonl\"]}");
    playground.await(
        "another worker, with the claim",
        () ->
            playground.workers().size() == 1
                && playground.workers().getFirst().getSpec().getVolumes().stream()
                    .map(Volume::getPersistentVolumeClaim)
                    .anyMatch(claim -> claim != null && claim.getClaimName().equals("corpus")));
    Pod second = playground.readyWorkers(1).getFirst();
    assertEquals(1, playground.awaitPlacement("elsewhere", second), "it was nowhere before");
    assertEquals(2, playground.awaitPlacement("support-small-1", second));
  }

  private static boolean arePlaced(Playground playground) {
    return playground.runNames().stream()
        .map(name -> playground.run(name).getStatus())
        .allMatch(status ->
            status != null
                && status.placement() != null
                && uids(playground.workers()).contains(status.placement().podUID()));
  }

  private static long edited(Playground playground) {
    return playground.workers().stream()
        .filter(pod -> "a".equals(pod.getMetadata().getLabels().get("team")))
        .count();
  }

  private static List<String> uids(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getUid()).toList();
  }
}
