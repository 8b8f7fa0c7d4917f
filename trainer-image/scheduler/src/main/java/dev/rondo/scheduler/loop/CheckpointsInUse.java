package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.clone.CheckpointPins;
import java.util.Collection;
import java.util.List;

/** Checkpoints that clones are still to start from, by the runs as they were seen last. */
final class CheckpointsInUse {
  private volatile List<Run> seen = List.of();

  /** Takes up all that are known now, those of other workers included. The loop's thread. */
  void see(Collection<Run> known) {
    seen = List.copyOf(known);
  }

  /** Which checkpoints of a run have to stay. Any thread. */
  CheckpointPins of(String run) {
    return CheckpointPins.of(run, seen);
  }
}
