package dev.rondo.core.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Hands waiting runs from the fullest worker to the roomiest, one at a time, while that leaves the
 * roomiest no fuller than the other was: each hand-over makes the loads more even, so they end, and
 * no run goes to and fro. A run that trains stays until its chunk ends.
 */
final class Rebalancing {
  private static final double ROUNDING = 1e-9;

  private Rebalancing() {}

  static List<PlacementAction> handOver(Load load) {
    List<PlacementAction> binds = new ArrayList<>();
    for (Optional<PlacementAction> next = next(load); next.isPresent(); next = next(load)) {
      binds.add(next.get());
    }
    return binds;
  }

  private static Optional<PlacementAction> next(Load load) {
    Optional<WorkerView> roomiest =
        load.ready().stream().min(Comparator.comparingDouble(worker -> load.perSlot(worker, 1)));
    return roomiest.flatMap(to ->
        load.ready().stream()
            .filter(from -> load.perSlot(from, 0) > load.perSlot(to, 1) + ROUNDING)
            .sorted(
                Comparator.comparingDouble((WorkerView from) -> load.perSlot(from, 0)).reversed())
            .flatMap(from -> waiting(load, from).stream())
            .findFirst()
            .map(run -> load.bind(run, to, PlacementAction.Why.REBALANCED)));
  }

  /** The youngest that waits: it has the least to move. */
  private static Optional<RunClaim> waiting(Load load, WorkerView from) {
    return load.runsOf(from).stream()
        .filter(load::isMovable)
        .max(Comparator.comparingInt(RunClaim::order).thenComparing(RunClaim::name));
  }
}
