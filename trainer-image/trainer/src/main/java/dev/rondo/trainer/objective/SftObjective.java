package dev.rondo.trainer.objective;

import dev.rondo.trainer.step.TokenOutputs;
import java.util.Arrays;

/**
 * TRL's SFT loss of one micro-batch: -sum(log p of trained tokens) / N, where N counts the trained
 * tokens of all micro-batches of the optimizer step ({@code num_items_in_batch}).
 *
 * @param loss the micro-batch's part of the step's loss
 * @param dLogp d loss / d logp of each target token
 */
public record SftObjective(float loss, float[] dLogp) {
  /**
   * Computes it.
   *
   * @param outputs of the model for the micro-batch
   * @param itemsInBatch N
   */
  public static SftObjective of(TokenOutputs outputs, long itemsInBatch) {
    double sum = 0;
    for (float logp : outputs.logp()) {
      sum += logp;
    }
    float[] gradient = new float[outputs.logp().length];
    Arrays.fill(gradient, -1f / itemsInBatch);
    return new SftObjective((float) (-sum / itemsInBatch), gradient);
  }
}
