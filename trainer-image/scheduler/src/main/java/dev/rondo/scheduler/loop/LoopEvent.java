package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.protocol.v1.Evaluated;
import dev.rondo.protocol.v1.Logged;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.StepDone;
import dev.rondo.protocol.v1.TurnEnded;
import java.util.List;

/** What the loop hears, in the order in which it happened on each slot. */
sealed interface LoopEvent {
  /** Gestures may have been made, or time has passed. */
  record Wake() implements LoopEvent {}

  /** Everything is to be saved and the loop to end. */
  record Interrupted() implements LoopEvent {}

  /** Something of a run. */
  sealed interface OfRun extends LoopEvent {
    /** Whose. */
    String run();
  }

  /** It is prepared; its slot is free again. */
  record WasPrepared(String run, int slot, Prepared prepared) implements OfRun {}

  /** It took an optimizer step. */
  record Stepped(String run, StepDone step) implements OfRun {}

  /** It wrote a training record. */
  record WasLogged(String run, Logged logged) implements OfRun {}

  /** It was evaluated. */
  record WasEvaluated(String run, Evaluated evaluated) implements OfRun {}

  /** It has a new durable checkpoint. */
  record WasCheckpointed(String run, CheckpointRef checkpoint) implements OfRun {}

  /** Its durable checkpoints are those of these steps. */
  record WereRetained(String run, List<Long> steps) implements OfRun {
    /** Copies. */
    public WereRetained {
      steps = List.copyOf(steps);
    }
  }

  /** Where its preparation is. */
  record Progressed(String run, String message) implements OfRun {}

  /** Something people should know; it goes on. */
  record Noticed(String run, String message) implements OfRun {}

  /** Its turn is over; its slot is free again. */
  record TurnOver(String run, int slot, TurnEnded ended) implements OfRun {}

  /**
   * Its trainer has waited for the rewards that others were asked for.
   *
   * @param unavailable why there are none for now; empty: its turn may go on
   */
  record RewardsSettled(String run, int slot, String unavailable) implements OfRun {}

  /** It cannot be trained as it is; its slot is free again. */
  record WasRefused(String run, int slot, String reason) implements OfRun {}

  /** What it said could not be written down; its slot is free again. */
  record WasUnrecorded(String run, int slot, String reason) implements OfRun {}

  /** Its trainer ended under it; its slot is free again. */
  record Crashed(String run, int slot, String reason) implements OfRun {}
}
