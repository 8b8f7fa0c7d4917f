package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.scheduler.state.Checkpoints;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.store.RunFolder;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes a run back to its newest whole checkpoint: its records and what is known of it are of that
 * step then, and so is the state that its next turn begins with.
 */
final class Restoration {
  private final RunStore store;
  private final RunStates states;

  Restoration(RunStore store, RunStates states) {
    this.store = store;
    this.states = states;
  }

  /**
   * Restores; a run for which that cannot be done has failed.
   *
   * @return whether it was restored
   */
  boolean restore(RunTracker run) {
    RunFolder folder = store.folder(run.run());
    Checkpoints checkpoints = folder.checkpoints();
    try {
      List<Long> torn = checkpoints.setTornAside();
      Optional<Long> step = states.goBack(run.name(), checkpoints);
      folder.metrics().cutAfter(step.orElse(-1L));
      folder.completions().cutAfter(step.orElse(-1L));
      run.results().restoredAt(step, folder);
      List<Long> kept = checkpoints.steps();
      run.results().checkpoints().kept(kept);
      for (long durable : kept) {
        if (!run.results().checkpoints().has(durable)) {
          run.checkpointed(checkpoints.ref(durable));
        }
      }
      if (!torn.isEmpty()) {
        run.noticed(
            "its checkpoint of step %s was damaged and set aside; it went on from step %d"
                .formatted(
                    torn.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                    step.orElse(0L)));
      } else if (told(run) > step.orElse(0L)) {
        run.noticed(
            "its checkpoint of step %d is gone; it went on from step %d"
                .formatted(told(run), step.orElse(0L)));
      }
      return true;
    } catch (IOException failed) {
      run.phase(Phase.FAILED, "its state could not be restored: " + Reason.of(failed));
      return false;
    }
  }

  /** The step that is known to have been saved. */
  private static long told(RunTracker run) {
    return run.toldBefore().map(WorkerReport::checkpoint).map(CheckpointRef::step).orElse(0L);
  }

  /** Takes up the records of a run that takes no more turns. */
  void recall(RunTracker run) {
    Optional<Long> step = run.toldBefore().map(WorkerReport::progress).map(Progress::step);
    try {
      run.results().restoredAt(step, store.folder(run.run()));
    } catch (IOException failed) {
      run.noticed("its records could not be read: " + Reason.of(failed));
    }
  }

  /** Forgets the states of a run that takes no more turns; its checkpoints stay. */
  void forget(String run) {
    try {
      states.delete(run);
    } catch (IOException stays) {
      // nobody reads it again, and all are deleted when this process ends
    }
  }
}
