package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.clone.CheckpointPins;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Checkpoints that clones are still to start from, by the runs as they were seen last. */
final class CheckpointsInUse {
  private volatile List<Run> seen = List.of();

  /** Takes up all that are known now, those of other workers included. The loop's thread. */
  void see(Collection<Run> known) {
    seen = List.copyOf(known);
  }

  /** Steps of a run's checkpoints that have to stay. Any thread. */
  Set<Long> of(String run) {
    return CheckpointPins.of(run, seen);
  }
}
