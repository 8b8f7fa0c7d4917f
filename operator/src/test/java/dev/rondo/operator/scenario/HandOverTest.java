package dev.rondo.operator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.operator.cluster.OnCluster;
import dev.rondo.operator.cluster.Playground;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A person adds or removes workers: runs that wait go where there is room, between two chunks. */
@OnCluster
class HandOverTest {
  private static final List<String> RUNS =
      List.of("support-large-1", "support-large-2", "support-small-1", "support-small-2");
  private static final String ONE_SLOT =
      Manifests.fourRuns("gpus: 1, idleSeconds: 1", "gpus: 0, idleSeconds: 2")
          + "  storage: {claimName: shared}\n";

  @Test
  void anAddedWorkerIsHandedWhatWaitsAndNotWhatTrains(Playground playground) {
    playground.start().create(ONE_SLOT);
    Pod first = playground.readyWorkers(1).getFirst();
    for (String run : RUNS) {
      playground.awaitPlacement(run, first);
    }
    // Two have steps that only their worker's memory holds, two are durable up to their last one.
    playground.report("support-large-1", Playground.at(1, "Training", 6, 4));
    playground.report("support-large-2", Playground.at(1, "Waiting", 6, 4));
    playground.report("support-small-1", Playground.at(1, "Waiting", 4, 4));
    playground.report("support-small-2", Playground.at(1, "Waiting", 4, 4));
    playground.edit("support", "{\"worker\":{\"replicas\":2}}");
    Pod second = playground.readyWorkers(2).getLast();
    playground.awaitPlacement("support-small-1", second);
    playground.awaitPlacement("support-small-2", second);
    assertEquals(2, playground.run("support-small-1").getStatus().placement().epoch());
    assertEquals(1, playground.run("support-large-1").getStatus().placement().epoch());
    assertEquals(1, playground.run("support-large-2").getStatus().placement().epoch());
  }

  @Test
  void aWorkerWithNothingToDoGoesWhileOthersTrainOn(Playground playground) {
    playground.start().create(ONE_SLOT.replace("gpus: 0", "replicas: 2, gpus: 0"));
    playground.readyWorkers(2);
    // Whoever was ready first may have had all of them for a moment.
    playground.await(
        "two are placed on each", () -> List.of(2L, 2L).equals(runsOfWorkers(playground)));
    String busy = placementOf(playground, RUNS.getFirst()).podUID();
    for (String run : RUNS) {
      boolean trains = run.equals(RUNS.getFirst());
      playground.report(
          run,
          Playground.at(
              placementOf(playground, run).epoch(),
              trains ? "Training" : "Succeeded",
              trains ? 6 : 16,
              trains ? 4 : 16));
    }
    playground.await("one is given back", () -> playground.workers().size() == 1);
    assertEquals(busy, playground.workers().getFirst().getMetadata().getUid());
  }

  private static List<Long> runsOfWorkers(Playground playground) {
    return RUNS.stream()
        .map(run -> Optional.ofNullable(playground.run(run).getStatus()).map(RunStatus::placement))
        .flatMap(Optional::stream)
        .collect(Collectors.groupingBy(Placement::podUID, Collectors.counting()))
        .values()
        .stream()
        .toList();
  }

  private static Placement placementOf(Playground playground, String run) {
    return playground.run(run).getStatus().placement();
  }
}
