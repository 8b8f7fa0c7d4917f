package dev.rondo.operator.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerChangesTest {
  @Test
  void everyIndexHasOneWorker() {
    assertEquals(
        new WorkerChanges(List.of(1), List.of()),
        WorkerChanges.of(2, List.of(worker(0, Worker.Phase.READY))));
    Worker twin = worker(0, Worker.Phase.STARTING);
    assertEquals(
        new WorkerChanges(List.of(), List.of(twin)),
        WorkerChanges.of(1, List.of(worker(0, Worker.Phase.READY), twin)));
  }

  @Test
  void aLeavingOrLostWorkerIsReplacedAndOnlyALostOneIsDeletedOnceMore() {
    assertEquals(
        new WorkerChanges(List.of(0), List.of()),
        WorkerChanges.of(1, List.of(worker(0, Worker.Phase.LEAVING))));
    Worker lost = worker(0, Worker.Phase.LOST);
    assertEquals(new WorkerChanges(List.of(0), List.of(lost)), WorkerChanges.of(1, List.of(lost)));
  }

  @Test
  void noneAreLeftWhereNoneAreWanted() {
    Worker unready = worker(3, Worker.Phase.UNREADY);
    assertEquals(
        new WorkerChanges(List.of(), List.of(unready)), WorkerChanges.of(0, List.of(unready)));
  }

  private static Worker worker(int index, Worker.Phase phase) {
    return new Worker("worker-" + index + "-" + phase, "uid-" + index + phase, index, phase);
  }
}
