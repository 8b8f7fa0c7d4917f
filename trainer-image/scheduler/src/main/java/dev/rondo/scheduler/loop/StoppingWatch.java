package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.lifecycle.RuleStop;
import dev.rondo.core.stopping.Contender;
import dev.rondo.core.stopping.Evaluation;
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
    // A warm clone has seen other data than those that began at the start: no place of it compares.
    List<Contender> contenders =
        runs.all().stream()
            .filter(run -> !SourceCondition.isWarmClone(run.run()))
            .map(StoppingWatch::contender)
            .toList();
    for (Stop stop : rule.get().stops(contenders, store.objective().goal())) {
      store.stopByRule(stop);
    }
    isDue = false;
  }

  private static Contender contender(RunTracker run) {
    List<Evaluation> evaluations =
        run.prepared().isEmpty()
            ? List.of()
            : run.measurements().entrySet().stream()
                .map(at -> new Evaluation(run.plan().consumed(at.getKey()), at.getValue()))
                .toList();
    return new Contender(
        run.name(),
        run.evalKey(),
        evaluations,
        run.phase().isLive() && run.run().spec().desiredState() != DesiredState.Stopped,
        RuleStop.settledRungs(
            Optional.ofNullable(run.run().status()).map(RunStatus::control).orElse(List.of())));
  }
}
