package dev.rondo.trainer.run;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.SftObjective;
import dev.rondo.trainer.order.RngKey;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.TokenOutputs;
import java.util.ArrayList;
import java.util.List;

/**
 * One run's way through its micro-batches and optimizer steps in a turn. Micro-batches of several
 * runs may be computed together; each run takes its optimizer step when its own are all done.
 */
final class RunInTurn {
  private final AttachedRun run;
  private final RunSession session;
  private List<List<TokenRow>> microBatches = List.of();
  private int next;
  private long itemsInBatch;
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
    if (next == 0) {
      beginStep();
    }
    long key =
        RngKey.of(session.leaf().seed(), RngKey.Purpose.DROPOUT, run.counters().step(), next);
    return new PackMember(run.trainable(), microBatches.get(next), key);
  }

  private void beginStep() {
    StepPlan plan = session.plan();
    long done = run.counters().step();
    int epoch = plan.epochOf(done);
    microBatches = new ArrayList<>();
    for (int i = 0; i < plan.batches(done); i++) {
      int batch = plan.firstBatch(done) + i;
      List<TokenRow> rows = new ArrayList<>();
      for (int place = plan.from(batch); place < plan.to(batch); place++) {
        rows.add(session.trainRows().row(session.rowAt(epoch, place)));
      }
      microBatches.add(rows);
    }
    itemsInBatch = microBatches.stream().flatMap(List::stream).mapToLong(TokenRow::targets).sum();
    stepLoss = 0;
    run.trainable().zeroGrad();
  }

  /** Takes the model's outputs for {@link #member}; returns d loss / d logp. */
  float[] objective(TokenOutputs outputs) {
    SftObjective objective = SftObjective.of(outputs, Math.max(1, itemsInBatch));
    List<TokenRow> rows = microBatches.get(next);
    Counters counters = run.counters();
    stepLoss += objective.loss();
    run.counters(
        counters.plusMicroBatch(
            rows.size(),
            rows.stream().mapToLong(row -> row.ids().length).sum(),
            counters.window().plusMicroBatch(objective.loss(), TokenMeans.of(outputs))));
    return objective.dLogp();
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
    return true;
  }
}
