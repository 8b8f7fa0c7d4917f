package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.core.chunk.ChunkPlan;
import dev.rondo.core.clone.CheckpointPins;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.scheduler.store.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A turn as a slot is told to take it.
 *
 * @param run whose
 * @param config for a trainer that has not prepared it
 * @param plan where its chunks end
 * @param folder where its records go
 * @param stateDir where its states are
 * @param fromStep optimizer steps done
 * @param toStep optimizer steps done at the turn's end
 * @param totalSteps of the run's budget
 * @param evalAtStart whether the base model's row is still to be written
 * @param saveEverySeconds seconds of training between two saves
 * @param objective what the best is judged by
 * @param best evaluation of the run so far
 * @param keep newest checkpoints to keep
 * @param pins which checkpoints are kept besides; asked when the turn is over, on the slot's thread
 * @param isAdapter false after full fine-tuning: there is a whole model then
 * @param why the turn was given, in words
 */
record TurnOrder(
    String run,
    RunConfig config,
    ChunkPlan plan,
    RunFolder folder,
    Path stateDir,
    long fromStep,
    long toStep,
    long totalSteps,
    boolean evalAtStart,
    int saveEverySeconds,
    Objective objective,
    Optional<BestEval> best,
    int keep,
    Supplier<CheckpointPins> pins,
    boolean isAdapter,
    String why) {

  /** Index of the chunk that a step belongs to; the base model's row to the first. */
  int chunkOf(long step) {
    return plan.chunkOf(step);
  }
}
