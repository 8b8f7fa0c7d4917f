package dev.rondo.operator.worker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What makes the workers that are there those that are wanted.
 *
 * @param create indices of workers to be made
 * @param delete workers to be told to go
 */
public record WorkerChanges(List<Integer> create, List<Worker> delete) {
  /** Keeps copies. */
  public WorkerChanges {
    create = List.copyOf(create);
    delete = List.copyOf(delete);
  }

  /** Workers of the indices below {@code replicas}, one each, and no lost ones. */
  public static WorkerChanges of(int replicas, List<Worker> workers) {
    Set<Integer> missing = new HashSet<>();
    for (int index = 0; index < replicas; index++) {
      missing.add(index);
    }
    List<Worker> delete = new ArrayList<>();
    for (Worker worker : workers) {
      if (worker.phase() == Worker.Phase.LOST) {
        delete.add(worker);
      } else if (worker.isWanted() && !missing.remove(worker.index())) {
        delete.add(worker);
      }
    }
    return new WorkerChanges(missing.stream().sorted().toList(), delete);
  }
}
