package dev.rondo.core.placement;

import java.util.List;

/**
 * A worker with nothing to do for long enough is given back, also beside others that have work: a
 * run that it could take would have been handed to it before.
 */
final class IdleRelease {
  private IdleRelease() {}

  static List<PlacementAction> release(PlacementSnapshot snapshot, Load load) {
    return load.ready().stream()
        .filter(worker -> load.runsOf(worker).isEmpty())
        .filter(worker -> worker.idleSeconds() >= snapshot.idleSecondsUntilRelease())
        .<PlacementAction>map(worker -> new PlacementAction.Release(worker.name()))
        .toList();
  }
}
