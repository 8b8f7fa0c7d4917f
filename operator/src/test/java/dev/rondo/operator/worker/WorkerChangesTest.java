package dev.rondo.operator.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerChangesTest {
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
        new WorkerChanges(List.of(), List.of()), WorkerChanges.of(3, 1, List.of(second), Set.of()));
    Worker first = worker(0, Worker.Phase.READY);
    assertEquals(
        new WorkerChanges(List.of(), List.of(first)),
        WorkerChanges.of(3, 1, List.of(first, second), Set.of(first.name())));
  }

  private static WorkerChanges changes(int replicas, List<Worker> workers) {
    return WorkerChanges.of(replicas, replicas, workers, Set.of());
  }

  private static Worker worker(int index, Worker.Phase phase) {
    return new Worker(
        "worker-" + index + "-" + phase,
        "uid-" + index + phase,
        index,
        phase,
        Instant.EPOCH,
        Instant.EPOCH,
        Optional.empty());
  }
}
