package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.core.leaderboard.Comparability;
import dev.rondo.core.stopping.Contender;
import dev.rondo.core.stopping.Contenders;
import dev.rondo.core.stopping.Stop;
import dev.rondo.core.stopping.StoppingRule;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Shows the stopping rule what it decides by, and has the store want those stopped that it names.
 */
final class StoppingWatch {
  private final RunStore store;
  private final KnownRuns runs;
  private boolean isDue = true;

  StoppingWatch(RunStore store, KnownRuns runs) {
    this.store = store;
    this.runs = runs;
  }

  /** Something has changed that the rule may judge by. */
  void heard() {
    isDue = true;
  }

  /** Judges, if something has changed. */
  void look() throws IOException {
    Optional<StoppingRule> rule = store.stopping();
    if (rule.isEmpty() || !isDue) {
      return;
    }
    Comparability comparability = store.comparability();
    List<Contender> contenders =
        runs.all().stream().flatMap(run -> contender(run, comparability).stream()).toList();
    for (Stop stop : rule.get().stops(contenders, comparability.objective().goal())) {
      if (runs.find(stop.run()).filter(run -> !Contenders.isAtEnd(run.report())).isPresent()) {
        store.stopByRule(stop);
      }
    }
    isDue = false;
  }

  private static Optional<Contender> contender(RunTracker run, Comparability comparability) {
    return Contenders.of(
        run.run(),
        run.report(),
        run.phase().isLive() && run.run().spec().desiredState() != DesiredState.Stopped,
        comparability);
  }
}
