package dev.rondo.core.gesture;

import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.core.lifecycle.RunState;

/**
 * A run as gestures on it are judged.
 *
 * @param state it is in
 * @param desired what was last asked of it
 * @param hasState whether it holds a state that training could go on from
 * @param step optimizer steps done
 * @param epoch of its placement; 0 before the first
 */
public record Situation(
    RunState state, DesiredState desired, boolean hasState, long step, long epoch) {

  /** Where it is going: a gesture on its way counts as done, so that the next one turns it back. */
  RunState heading() {
    if (hasEnded()) {
      return state;
    }
    if (desired == DesiredState.Stopped) {
      return RunState.STOPPED;
    }
    return state == RunState.STOPPED ? RunState.PENDING : state;
  }

  boolean hasEnded() {
    return state == RunState.SUCCEEDED || state == RunState.FAILED;
  }
}
