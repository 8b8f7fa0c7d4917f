package dev.rondo.trainer.objective.dpo;

import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.data.PreparedRows;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.Batches;
import dev.rondo.trainer.objective.Loss;
import dev.rondo.trainer.objective.MicroBatch;
import dev.rondo.trainer.objective.Objective;
import dev.rondo.trainer.objective.StepRows;
import dev.rondo.trainer.step.TokenOutputs;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * TRL's DPO: a mean over the pairs of a micro-batch, and of the micro-batches of a step.
 *
 * @param data pairs; each row holds the chosen sequence, then the rejected one
 * @param stepRows which of them a step consumes
 * @param evalBatchSize per_device_eval_batch_size
 * @param loss DPOConfig's
 * @param known what the reference says, where it was asked before training
 */
public record DpoObjective(
    PreparedData data,
    StepRows stepRows,
    int evalBatchSize,
    DpoLoss loss,
    Optional<ReferenceTable> known)
    implements Objective {
  @Override
  public boolean hasReference() {
    return known.isEmpty();
  }

  @Override
  public List<MicroBatch> step(long stepsDone) {
    List<int[]> batches = stepRows.of(stepsDone);
    Optional<ReferenceLogps> train = known.map(ReferenceTable::train);
    return batches.stream().map(rows -> batch(data.train(), rows, train, batches.size())).toList();
  }

  @Override
  public Stream<MicroBatch> evaluation() {
    Optional<ReferenceLogps> ofEval = known.flatMap(ReferenceTable::eval);
    return data.eval().stream()
        .flatMap(eval ->
            Batches.inOrder(eval.size(), evalBatchSize).map(rows -> batch(eval, rows, ofEval, 1)));
  }

  private MicroBatch batch(
      PreparedRows pairs, int[] rows, Optional<ReferenceLogps> reference, int parts) {
    return new Batch(Batches.rows(pairs, rows), loss, parts, reference.map(all -> all.of(rows)));
  }

  /**
   * A micro-batch that asks the reference.
   *
   * @param pairs its rows
   * @param parts micro-batches of the step
   */
  public static MicroBatch microBatch(List<TokenRow> pairs, DpoLoss loss, int parts) {
    return new Batch(pairs, loss, parts, Optional.empty());
  }

  private record Batch(
      List<TokenRow> rows, DpoLoss settings, int parts, Optional<ReferenceLogps> known)
      implements MicroBatch {
    @Override
    public List<TokenRow> referenceRows() {
      return known.isPresent() ? List.of() : rows;
    }

    @Override
    public Loss loss(TokenOutputs policy, TokenOutputs reference) {
      Completions completions = Completions.of(rows, settings.ldAlpha());
      LogRatios ratios =
          LogRatios.of(
              completions,
              policy.logp(),
              known.orElseGet(() -> ReferenceLogps.of(rows, settings, reference.logp())));
      DpoGradient gradient = DpoGradient.of(settings, completions, ratios, policy);
      float[] dLogp = new float[completions.tokens()];
      for (int i = 0; i < dLogp.length; i++) {
        dLogp[i] = (float) (gradient.dLogp()[i] / parts);
      }
      return new Loss(
          (float) (gradient.loss() / parts),
          DpoMetrics.of(settings.beta(), completions, ratios, policy),
          dLogp);
    }
  }
}
