package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.clone.CheckpointPins;
import java.util.List;
import java.util.Set;

/** Checkpoints that clones are still to start from, by the runs as they were seen last. */
final class CheckpointsInUse {
  private volatile List<Run> seen = List.of();

  /** Takes up what is wanted now. The loop's thread. */
  void see(List<Run> wanted) {
    seen = List.copyOf(wanted);
  }

  /** Steps of a run's checkpoints that have to stay. Any thread. */
  Set<Long> of(String run) {
    return CheckpointPins.of(run, seen);
  }
}
