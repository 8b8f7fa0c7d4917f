package dev.rondo.operator.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.resource.ExperimentResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerChangesTest {
  private static final NamedSources NOTHING = NamedSources.of(List.of());
  private static final NamedSources DATA = NamedSources.of(List.of("pvc://data/train.jsonl"));
  private static final ExperimentResource EXPERIMENT =
      Serialization.unmarshal(
          "apiVersion: rondo.dev/v1alpha1\nkind: Experiment\nspec: {worker: {gpus: 1}}",
          ExperimentResource.class);
  private static final Optional<WorkerBlueprint> ASKED =
      Optional.of(new WorkerBlueprint(EXPERIMENT, "image", NOTHING));
  private static final Optional<String> NOW = Optional.of(WorkerRevision.of(EXPERIMENT));
  private static final Optional<String> EARLIER = Optional.of("earlier");

  @Test
  void everyIndexHasOneWorker() {
    assertEquals(
        new WorkerChanges(List.of(1), List.of()),
        changes(2, List.of(worker(0, Worker.Phase.READY))));
    Worker twin = worker(0, Worker.Phase.STARTING);
    assertEquals(
        new WorkerChanges(List.of(), List.of(twin)),
        changes(1, List.of(twin, worker(0, Worker.Phase.READY))));
  }

  @Test
  void aLeavingOrLostWorkerIsReplacedAndOnlyALostOneIsDeletedOnceMore() {
    assertEquals(
        new WorkerChanges(List.of(0), List.of()),
        changes(1, List.of(worker(0, Worker.Phase.LEAVING))));
    Worker lost = worker(0, Worker.Phase.LOST);
    assertEquals(new WorkerChanges(List.of(0), List.of(lost)), changes(1, List.of(lost)));
  }

  @Test
  void noneAreLeftWhereNoneAreWanted() {
    Worker unready = worker(3, Worker.Phase.UNREADY);
    assertEquals(new WorkerChanges(List.of(), List.of(unready)), changes(0, List.of(unready)));
  }

  @Test
  void noMoreAreMadeThanRunsCanFillAndWhatIsReleasedIsNotMadeAgain() {
    Worker second = worker(1, Worker.Phase.READY);
    assertEquals(
        new WorkerChanges(List.of(), List.of()),
        WorkerChanges.of(3, 1, List.of(second), Set.of(), ASKED));
    Worker first = worker(0, Worker.Phase.READY);
    assertEquals(
        new WorkerChanges(List.of(), List.of(first)),
        WorkerChanges.of(3, 1, List.of(first, second), Set.of(first.name()), ASKED));
  }

  @Test
  void whatIsOutOfDateIsReplacedOneAfterTheOther() {
    Worker first = outdated(0, Worker.Phase.READY);
    Worker second = outdated(1, Worker.Phase.READY);
    assertEquals(new WorkerChanges(List.of(0), List.of(first)), changes(2, List.of(first, second)));
    for (Worker.Phase phase : List.of(Worker.Phase.LEAVING, Worker.Phase.STARTING)) {
      assertEquals(
          List.of(), changes(2, List.of(worker(0, phase), second)).delete(), phase::toString);
    }
    assertEquals(
        new WorkerChanges(List.of(1), List.of(second)),
        changes(2, List.of(worker(0, Worker.Phase.READY), second)));
  }

  @Test
  void whatIsOutOfDateAndDoesNotWorkIsReplacedAtOnce() {
    Worker first = outdated(0, Worker.Phase.STARTING);
    Worker second = outdated(1, Worker.Phase.UNREADY);
    assertEquals(
        new WorkerChanges(List.of(0, 1), List.of(first, second)),
        changes(2, List.of(first, second)));
  }

  @Test
  void aWorkerOfAnOlderOperatorAndAnyAfterAWrongEditStays() {
    Worker unnamed = worker(0, Worker.Phase.READY, Optional.empty());
    assertEquals(new WorkerChanges(List.of(), List.of()), changes(1, List.of(unnamed)));
    Worker first = outdated(0, Worker.Phase.READY);
    assertEquals(
        new WorkerChanges(List.of(), List.of()),
        WorkerChanges.of(1, 1, List.of(first), Set.of(), Optional.empty()));
  }

  @Test
  void aWorkerThatLacksAClaimOfARunIsReplacedAndOneThatHasMoreStays() {
    Worker worker = worker(0, Worker.Phase.READY);
    Optional<WorkerBlueprint> more = Optional.of(new WorkerBlueprint(EXPERIMENT, "image", DATA));
    assertEquals(
        new WorkerChanges(List.of(0), List.of(worker)),
        WorkerChanges.of(1, 1, List.of(worker), Set.of(), more));
    Worker richer =
        new Worker(
            "w",
            "u",
            0,
            NOW,
            DATA,
            worker.phase(),
            worker.created(),
            worker.since(),
            worker.obstacle());
    assertEquals(new WorkerChanges(List.of(), List.of()), changes(1, List.of(richer)));
  }

  private static WorkerChanges changes(int replicas, List<Worker> workers) {
    return WorkerChanges.of(replicas, replicas, workers, Set.of(), ASKED);
  }

  private static Worker outdated(int index, Worker.Phase phase) {
    return worker(index, phase, EARLIER);
  }

  private static Worker worker(int index, Worker.Phase phase) {
    return worker(index, phase, NOW);
  }

  private static Worker worker(int index, Worker.Phase phase, Optional<String> revision) {
    return new Worker(
        "worker-" + index + "-" + phase,
        "uid-" + index + phase,
        index,
        revision,
        NOTHING,
        phase,
        Instant.EPOCH,
        Instant.EPOCH,
        Optional.empty());
  }
}
