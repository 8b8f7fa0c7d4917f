package dev.rondo.operator.worker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

  /**
   * Decides.
   *
   * @param limit workers have indices below it, one each
   * @param needed how many there should be at least
   * @param released names of workers that have nothing to do
   */
  public static WorkerChanges of(
      int limit, int needed, List<Worker> workers, Set<String> released) {
    Set<Integer> free = new TreeSet<>();
    for (int index = 0; index < limit; index++) {
      free.add(index);
    }
    int there = 0;
    List<Worker> delete = new ArrayList<>();
    // Of two with one index the readier stays.
    List<Worker> readiest =
        workers.stream().sorted(Comparator.comparing(WorkerChanges::isNotReady)).toList();
    for (Worker worker : readiest) {
      if (worker.phase() == Worker.Phase.LOST) {
        delete.add(worker);
      } else if (worker.isWanted()) {
        if (released.contains(worker.name()) || !free.remove(worker.index())) {
          delete.add(worker);
        } else {
          there++;
        }
      }
    }
    return new WorkerChanges(free.stream().limit(Math.max(0, needed - there)).toList(), delete);
  }

  private static boolean isNotReady(Worker worker) {
    return worker.phase() != Worker.Phase.READY;
  }
}
