package dev.rondo.core.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The runnable runs of each ready worker while decisions are made; binding changes it. */
final class Load {
  private final List<WorkerView> ready;
  private final Map<String, List<RunClaim>> runs = new HashMap<>();
  private final Set<String> bound = new HashSet<>();

  Load(PlacementSnapshot snapshot) {
    this.ready =
        snapshot.workers().stream()
            .filter(WorkerView::isReady)
            .sorted(Comparator.comparing(WorkerView::name))
            .toList();
    for (WorkerView worker : ready) {
      runs.put(
          worker.uid(),
          new ArrayList<>(
              snapshot.runs().stream()
                  .filter(run -> run.isRunnable() && run.isOn(worker))
                  .toList()));
    }
  }

  List<WorkerView> ready() {
    return ready;
  }

  List<RunClaim> runsOf(WorkerView worker) {
    return runs.get(worker.uid());
  }

  /** Runs a slot would have with so many more. */
  double perSlot(WorkerView worker, int more) {
    return (double) (runsOf(worker).size() + more) / worker.slots();
  }

  /** The worker with the most room, among equals one with the run's numerics. */
  Optional<WorkerView> roomiestFor(RunClaim run) {
    return ready.stream()
        .min(
            Comparator.comparingDouble((WorkerView worker) -> perSlot(worker, 1))
                .thenComparing(worker -> !run.engine().equals(worker.engine())));
  }

  /** Whether a run may be handed over: it waits, and was not bound just now. */
  boolean isMovable(RunClaim run) {
    return !run.isTraining() && !bound.contains(run.name());
  }

  PlacementAction.Bind bind(RunClaim run, WorkerView worker, PlacementAction.Why why) {
    runs.values().forEach(held -> held.remove(run));
    runsOf(worker).add(run);
    bound.add(run.name());
    return new PlacementAction.Bind(
        run.name(), worker.name(), new Fence(worker.uid(), run.nextEpoch()), why);
  }
}
