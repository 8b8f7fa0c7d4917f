package dev.rondo.core.lifecycle;

import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.WorkerReport;

/**
 * What a run's state follows from.
 *
 * @param problem why its spec can't be taken; null: it is
 * @param desired what a person wants of it
 * @param suspended whether its experiment is
 * @param hold whether a worker has it
 * @param report of the present or the last holder under the present epoch; null: none yet
 */
public record RunFacts(
    String problem, DesiredState desired, boolean suspended, Hold hold, WorkerReport report) {

  /** Whether a worker has a run. */
  public enum Hold {
    /** A worker that is there. */
    HELD,
    /** None yet, or none any more. */
    NONE,
    /** The worker that had it is gone, or can't be heard. */
    LOST
  }

  /** Effective state: ended > refused > stopped > suspended or waiting > running. */
  public RunState state() {
    String phase = phase();
    if (phase.equals("Succeeded")) {
      return RunState.SUCCEEDED;
    }
    if (phase.equals("Failed")) {
      return RunState.FAILED;
    }
    boolean wantsToStop = desired == DesiredState.Stopped;
    if (phase.equals("Stopped") || (wantsToStop && hold != Hold.HELD)) {
      return RunState.STOPPED;
    }
    boolean trains = phase.equals("Training") || phase.equals("Waiting");
    return hold == Hold.HELD && trains ? RunState.RUNNING : RunState.PENDING;
  }

  /** Whether it would train if a worker had it. */
  public boolean isRunnable() {
    RunState state = state();
    return problem == null
        && desired != DesiredState.Stopped
        && !suspended
        && (state == RunState.PENDING || state == RunState.RUNNING || state == RunState.STOPPED);
  }

  /** Nothing more will happen to it unless somebody asks. */
  public boolean hasEnded() {
    return state() == RunState.SUCCEEDED || state() == RunState.FAILED;
  }

  /** What the worker says; empty where none did. */
  String phase() {
    return report == null || report.phase() == null ? "" : report.phase();
  }
}
