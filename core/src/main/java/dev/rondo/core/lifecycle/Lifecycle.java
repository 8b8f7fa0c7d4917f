package dev.rondo.core.lifecycle;

import static dev.rondo.core.lifecycle.RunState.FAILED;
import static dev.rondo.core.lifecycle.RunState.PENDING;
import static dev.rondo.core.lifecycle.RunState.RUNNING;
import static dev.rondo.core.lifecycle.RunState.STOPPED;
import static dev.rondo.core.lifecycle.RunState.SUCCEEDED;

import java.util.Map;

/**
 * Which gesture is legal in which state, and what it does there. A gesture that changes nothing is
 * accepted, so that scripts can repeat it.
 */
public final class Lifecycle {
  private static final Verdict TO_STOPPED = new Verdict.Accepted(STOPPED);
  private static final Verdict TO_RUNNING = new Verdict.Accepted(RUNNING);
  private static final Verdict TO_PENDING = new Verdict.Accepted(PENDING);
  private static final Verdict NO_CHANGE = new Verdict.NoChange();
  private static final Verdict NEW_RUN = new Verdict.NewRun();
  private static final Verdict NEW_RUN_WAITS = new Verdict.NewRunWaits();
  private static final Verdict GONE = new Verdict.Gone();
  private static final Verdict ENDED =
      new Verdict.Refused("the run has ended", "clone it to train on from its weights");
  private static final Verdict FAILED_ALREADY =
      new Verdict.Refused(
          "the run has failed, and trains no more",
          "resume it to try again, clone it or delete it");
  private static final Verdict USED_UP =
      new Verdict.Refused(
          "the run has used up its budget", "clone it warm to train on from its weights");
  private static final Verdict NEVER_SAVED =
      new Verdict.Refused("the run failed before its first state", "clone it cold");

  /**
   * The columns: stop; resume, with and without a state; clone cold; clone warm, with and without a
   * state; delete.
   */
  private static final Map<RunState, GestureRow> TABLE =
      Map.of(
          PENDING,
          new GestureRow(TO_STOPPED, NO_CHANGE, NO_CHANGE, NEW_RUN, NEW_RUN, NEW_RUN_WAITS, GONE),
          RUNNING,
          new GestureRow(TO_STOPPED, NO_CHANGE, NO_CHANGE, NEW_RUN, NEW_RUN, NEW_RUN_WAITS, GONE),
          STOPPED,
          new GestureRow(NO_CHANGE, TO_RUNNING, TO_PENDING, NEW_RUN, NEW_RUN, NEW_RUN_WAITS, GONE),
          SUCCEEDED,
          new GestureRow(ENDED, USED_UP, USED_UP, NEW_RUN, NEW_RUN, NEW_RUN_WAITS, GONE),
          FAILED,
          new GestureRow(
              FAILED_ALREADY, TO_RUNNING, TO_PENDING, NEW_RUN, NEW_RUN, NEVER_SAVED, GONE));

  private Lifecycle() {}

  /**
   * Judges a gesture.
   *
   * @param hasState whether the run holds a state that training could go on from
   */
  public static Verdict judge(RunState state, Gesture gesture, boolean hasState) {
    return TABLE.get(state).of(gesture, hasState);
  }
}
