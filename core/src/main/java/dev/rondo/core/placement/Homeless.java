package dev.rondo.core.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Runs that no worker will go on with get one: those that never had one, those that are tried
 * again, those whose worker is gone, and those that wait on a worker that is going. A worker that
 * is only not ready keeps its runs.
 */
final class Homeless {
  private Homeless() {}

  static List<PlacementAction> bind(PlacementSnapshot snapshot, Load load) {
    List<PlacementAction> binds = new ArrayList<>();
    snapshot.runs().stream()
        .filter(RunClaim::isRunnable)
        .sorted(
            Comparator.comparingInt(RunClaim::priority)
                .reversed()
                .thenComparingInt(RunClaim::order)
                .thenComparing(RunClaim::name))
        .forEach(run ->
            why(run, snapshot)
                .flatMap(why -> load.roomiestFor(run).map(worker -> load.bind(run, worker, why)))
                .ifPresent(binds::add));
    return binds;
  }

  private static Optional<PlacementAction.Why> why(RunClaim run, PlacementSnapshot snapshot) {
    if (run.placement().isEmpty()) {
      return Optional.of(PlacementAction.Why.UNPLACED);
    }
    if (run.triesAgain()) {
      return Optional.of(PlacementAction.Why.TRIED_AGAIN);
    }
    WorkerView.Phase phase =
        snapshot.workers().stream()
            .filter(run::isOn)
            .map(WorkerView::phase)
            .findFirst()
            .orElse(WorkerView.Phase.LOST);
    return switch (phase) {
      case READY, NOT_READY -> Optional.empty();
      case LOST -> Optional.of(PlacementAction.Why.WORKER_LOST);
      case LEAVING ->
          run.isTraining() ? Optional.empty() : Optional.of(PlacementAction.Why.WORKER_LEAVING);
    };
  }
}
