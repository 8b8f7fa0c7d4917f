package dev.rondo.core.placement;

import java.util.List;

/**
 * What placement decides from.
 *
 * @param workers of the experiment
 * @param runs of the experiment
 * @param idleSecondsUntilRelease how long a worker may have nothing to do
 */
public record PlacementSnapshot(
    List<WorkerView> workers, List<RunClaim> runs, double idleSecondsUntilRelease) {
  /** Copies. */
  public PlacementSnapshot {
    workers = List.copyOf(workers);
    runs = List.copyOf(runs);
  }
}
