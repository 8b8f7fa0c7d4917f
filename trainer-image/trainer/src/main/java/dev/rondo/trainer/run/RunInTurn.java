package dev.rondo.trainer.run;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.objective.Loss;
import dev.rondo.trainer.objective.MicroBatch;
import dev.rondo.trainer.order.RngKey;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.TokenOutputs;
import java.util.List;
import java.util.Optional;

/**
 * One run's way through its micro-batches and optimizer steps in a turn. Micro-batches of several
 * runs may be computed together; each run takes its optimizer step when its own are all done.
 */
final class RunInTurn {
  private final AttachedRun run;
  private final RunSession session;
  private List<MicroBatch> microBatches = List.of();
  private int next;
  private float stepLoss;
  private float gradNorm;
  private double learningRate;

  RunInTurn(AttachedRun run) {
    this.run = run;
    this.session = run.session();
  }

  AttachedRun run() {
    return run;
  }

  /** Loss of the last optimizer step. */
  float stepLoss() {
    return stepLoss;
  }

  /** Gradient norm of the last optimizer step, before clipping. */
  float gradNorm() {
    return gradNorm;
  }

  /** Learning rate of the last optimizer step. */
  double learningRate() {
    return learningRate;
  }

  /** Whether no micro-batch of an optimizer step is pending. */
  boolean isAtStepBoundary() {
    return next == 0;
  }

  /** This run's part of the next fused micro-batch. */
  PackMember member() {
    long key =
        RngKey.of(session.leaf().seed(), RngKey.Purpose.DROPOUT, run.counters().step(), next);
    return new PackMember(run.trainable(), microBatches.get(next).rows(), key);
  }

  /** What the run's reference policy is asked about the same micro-batch, if anything. */
  Optional<PackMember> reference() {
    return run.referenceMember(microBatches.get(next));
  }

  /** Takes up the micro-batches of the next optimizer step. */
  void beginStep(List<MicroBatch> batches) {
    microBatches = batches;
    stepLoss = 0;
    run.trainable().zeroGrad();
  }

  /** Takes the outputs for {@link #member} and {@link #reference}; returns d loss / d logp. */
  float[] objective(TokenOutputs policy, TokenOutputs reference) {
    MicroBatch batch = microBatches.get(next);
    Loss part = batch.loss(policy, reference);
    stepLoss += part.loss();
    run.counters(run.counters().plusMicroBatch(batch, part));
    return part.dLogp();
  }

  /**
   * Ends the micro-batch whose gradient was added.
   *
   * @return whether that ended an optimizer step
   * @throws TrainingFailure if the loss or the gradient is not finite
   */
  boolean endMicroBatch() throws TrainingFailure {
    if (++next < microBatches.size()) {
      return false;
    }
    next = 0;
    Leaf leaf = session.leaf();
    Counters counters = run.counters();
    learningRate = session.learningRate(counters.step());
    gradNorm = run.trainable().gradNorm();
    if (!Float.isFinite(stepLoss) || !Float.isFinite(gradNorm)) {
      throw new TrainingFailure(
          "step %d: loss is %s and grad_norm %s at learning rate %s; try a smaller learning_rate,"
                  .formatted(counters.step() + 1, stepLoss, gradNorm, learningRate)
              + " a warm-up or a smaller max_grad_norm");
    }
    run.trainable().update(leaf.optimizer(), learningRate, counters.updates() + 1, gradNorm);
    run.counters(counters.plusStep());
    run.synchronizeReference();
    return true;
  }
}
