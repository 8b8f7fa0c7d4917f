package dev.rondo.operator.worker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
   * Decides. Workers that are out of date are replaced: at once those that do not work, the others
   * one after the other, when all that are there are ready.
   *
   * @param limit workers have indices below it, one each
   * @param needed how many there should be at least
   * @param released names of workers that have nothing to do
   * @param blueprint of those to be made; empty: what is there stays
   */
  public static WorkerChanges of(
      int limit,
      int needed,
      List<Worker> workers,
      Set<String> released,
      Optional<WorkerBlueprint> blueprint) {
    Set<Integer> free = new TreeSet<>();
    for (int index = 0; index < limit; index++) {
      free.add(index);
    }
    List<Worker> kept = new ArrayList<>();
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
          kept.add(worker);
        }
      }
    }
    for (Worker worker : outdated(kept, workers, blueprint)) {
      kept.remove(worker);
      delete.add(worker);
      free.add(worker.index());
    }
    return new WorkerChanges(
        free.stream().limit(Math.max(0, needed - kept.size())).toList(), delete);
  }

  private static List<Worker> outdated(
      List<Worker> kept, List<Worker> all, Optional<WorkerBlueprint> blueprint) {
    List<Worker> outdated =
        kept.stream().filter(worker -> blueprint.filter(worker::isOutdated).isPresent()).toList();
    List<Worker> useless = outdated.stream().filter(WorkerChanges::isNotReady).toList();
    boolean isCalm =
        kept.stream().noneMatch(WorkerChanges::isNotReady)
            && all.stream().noneMatch(worker -> worker.phase() == Worker.Phase.LEAVING);
    return useless.isEmpty() && isCalm ? outdated.stream().limit(1).toList() : useless;
  }

  private static boolean isNotReady(Worker worker) {
    return worker.phase() != Worker.Phase.READY;
  }
}
