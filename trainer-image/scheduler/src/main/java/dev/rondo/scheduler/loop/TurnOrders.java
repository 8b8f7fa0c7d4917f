package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.Checkpoints;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.store.RunFolder;
import dev.rondo.scheduler.store.RunStore;
import java.util.Optional;

/** Writes down what a slot is to do in a run's next turn. */
final class TurnOrders {
  private static final int DEFAULT_KEEP = 2;
  private static final int DEFAULT_SAVE_SECONDS = 300;

  private final RunStore store;
  private final RunStates states;
  private final CheckpointsInUse pins;

  TurnOrders(RunStore store, RunStates states, CheckpointsInUse pins) {
    this.store = store;
    this.pins = pins;
    this.states = states;
  }

  TurnOrder next(RunTracker run, String why) {
    RunFolder folder = store.folder(run.run());
    RunResults results = run.results();
    Optional<Checkpoints> policy = Optional.ofNullable(store.checkpoints());
    return new TurnOrder(
        run.name(),
        store.trainerConfig(run.run()),
        results.plan(),
        folder,
        states.directory(run.name()),
        results.step(),
        results.endOfTurn(),
        results.plan().totalSteps(),
        results.isAtStart() && !results.isEvaluated(),
        policy.map(Checkpoints::everySeconds).orElse(DEFAULT_SAVE_SECONDS),
        store.objective(),
        results.best(),
        policy.map(Checkpoints::keep).orElse(DEFAULT_KEEP),
        () -> pins.of(run.name()),
        run.run().spec().config().peft() != null,
        why);
  }
}
