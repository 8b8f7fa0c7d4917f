package dev.rondo.trainer.objective;

import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.step.TokenOutputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * TRL's SFT loss: the sum over the trained tokens of {@link SftLoss} / N, where N counts the
 * trained tokens of all micro-batches of the optimizer step ({@code num_items_in_batch}), or of the
 * batch in evaluation.
 *
 * @param type loss_type
 * @param data prepared rows
 * @param stepRows which of them a step consumes
 * @param evalBatchSize per_device_eval_batch_size
 */
public record SftObjective(SftLoss type, PreparedData data, StepRows stepRows, int evalBatchSize)
    implements Objective {
  private record Batch(SftLoss type, List<TokenRow> rows, long itemsInBatch) implements MicroBatch {
    @Override
    public Loss loss(TokenOutputs policy, TokenOutputs reference) {
      return of(type, policy, Math.max(1, itemsInBatch));
    }
  }

  @Override
  public List<MicroBatch> step(long stepsDone) {
    List<List<TokenRow>> batches =
        stepRows.of(stepsDone).stream().map(rows -> Batches.rows(data.train(), rows)).toList();
    long items = batches.stream().mapToLong(SftObjective::targets).sum();
    return batches.stream().<MicroBatch>map(rows -> new Batch(type, rows, items)).toList();
  }

  @Override
  public Stream<MicroBatch> evaluation() {
    return data.eval().stream()
        .flatMap(eval ->
            Batches.inOrder(eval.size(), evalBatchSize).map(rows -> Batches.rows(eval, rows)))
        .map(rows -> new Batch(type, rows, targets(rows)));
  }

  /**
   * {@code bits_per_byte} of the targets' text, as lm-evaluation-harness has it: compares also
   * between tokenizers, batches and losses.
   */
  @Override
  public SequencedMap<String, Double> ofEvaluation(double logp) {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    long bytes = data.evalTargetBytes().orElse(0);
    if (bytes > 0) {
      metrics.put("bits_per_byte", -logp / (bytes * Math.log(2)));
    }
    return metrics;
  }

  private static long targets(List<TokenRow> rows) {
    return rows.stream().mapToLong(TokenRow::targets).sum();
  }

  /**
   * The loss of one micro-batch by {@link SftLoss#NLL}.
   *
   * @param outputs of the model for the micro-batch
   * @param itemsInBatch N
   */
  public static Loss of(TokenOutputs outputs, long itemsInBatch) {
    return of(SftLoss.NLL, outputs, itemsInBatch);
  }

  private static Loss of(SftLoss type, TokenOutputs outputs, long itemsInBatch) {
    float[] logp = outputs.logp();
    float[] gradient = new float[logp.length];
    double sum = 0;
    for (int i = 0; i < logp.length; i++) {
      double weight = type.weight(logp[i]);
      sum += weight * logp[i];
      gradient[i] = (float) (-weight / itemsInBatch);
    }
    TokenMeans means = TokenMeans.of(outputs);
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("entropy", (double) means.entropy());
    metrics.put("mean_token_accuracy", (double) means.accuracy());
    return new Loss((float) (-sum / itemsInBatch), metrics, gradient);
  }
}
