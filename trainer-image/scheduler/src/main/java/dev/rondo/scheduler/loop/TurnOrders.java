package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.Checkpoints;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.store.RunFolder;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.util.Optional;

/** Writes down what a slot is to do in a run's next turn. */
final class TurnOrders {
  private static final int DEFAULT_KEEP = 2;
  private static final int DEFAULT_SAVE_SECONDS = 300;

  private final RunStore store;
  private final RunStates states;

  TurnOrders(RunStore store, RunStates states) {
    this.store = store;
    this.states = states;
  }

  TurnOrder next(RunTracker run, String why) throws IOException {
    RunFolder folder = store.folder(run.run());
    Optional<Checkpoints> policy = Optional.ofNullable(store.checkpoints());
    return new TurnOrder(
        run.name(),
        store.trainerConfig(run.run()),
        run.plan(),
        folder,
        states.directory(run.name()),
        run.step(),
        run.endOfTurn(),
        run.plan().totalSteps(),
        run.step() == 0 && !hasBaseline(folder),
        policy.map(Checkpoints::everySeconds).orElse(DEFAULT_SAVE_SECONDS),
        store.objective(),
        run.best(),
        policy.map(Checkpoints::keep).orElse(DEFAULT_KEEP),
        run.run().spec().config().peft() != null,
        why);
  }

  private static boolean hasBaseline(RunFolder folder) throws IOException {
    return folder.metrics().records().stream()
        .anyMatch(line -> line.path("split").asText().equals("eval"));
  }
}
