package dev.rondo.scheduler.loop;

import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.store.RunFolder;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.util.Optional;

/**
 * Takes a run back to its newest whole checkpoint: its state, its records and what is known of it
 * are of the same step then.
 */
final class Restoration {
  private final RunStore store;
  private final RunStates states;

  Restoration(RunStore store, RunStates states) {
    this.store = store;
    this.states = states;
  }

  void restore(RunTracker run) throws IOException {
    RunFolder folder = store.folder(run.run());
    Optional<Long> step = states.restore(run.name(), folder.checkpoints());
    folder.metrics().cutAfter(step.orElse(-1L));
    run.restoredAt(step.orElse(0L), folder);
  }

  /** Forgets the states of a run that takes no more turns; its checkpoints stay. */
  void forget(String run) throws IOException {
    states.delete(run);
  }
}
