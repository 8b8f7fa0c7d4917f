package dev.rondo.cli.table;

import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.cli.ranking.ConfigTable;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.core.lifecycle.RunPhases;
import dev.rondo.core.lifecycle.RunState;
import java.util.Optional;

/** A run's progress in a few characters. */
final class RunText {
  private RunText() {}

  /** The chunk that it is in, of all: 2/4; 0/4 before its first step. */
  static String chunks(RunHistory run) {
    return run.progress().map(Progress::chunks).orElse(ConfigTable.ABSENT);
  }

  /** Steps done of all: 7/16. */
  static String steps(RunHistory run) {
    return of(run.step(), run.totalSteps().orElse(null));
  }

  /** What the run is doing: its phase while it runs or is about to, else its state. */
  static String doing(RunHistory run) {
    boolean hasPhase = run.is(RunState.RUNNING) || run.is(RunState.PENDING);
    return run.report().map(WorkerReport::phase).filter(_ -> hasPhase).orElse(run.state().word());
  }

  /** The slot it trains on. */
  static Optional<Integer> slot(RunHistory run) {
    return doing(run).equals(RunPhases.TRAINING)
        ? run.report().map(report -> report.slot())
        : Optional.empty();
  }

  private static String of(Number done, Number total) {
    return (done == null ? "0" : done.toString()) + (total == null ? "" : "/" + total);
  }

  /** Whether a run has ended its budget or failed. */
  static boolean ended(RunHistory run) {
    return run.is(RunState.SUCCEEDED) || run.is(RunState.FAILED);
  }

  /** Share of the budget done, 0 to 1. */
  static double share(RunHistory run) {
    return run.progress()
        .map(Progress::totalSteps)
        .filter(total -> total > 0)
        .map(total -> Math.min(1.0, (double) run.step() / total))
        .orElse(0.0);
  }
}
