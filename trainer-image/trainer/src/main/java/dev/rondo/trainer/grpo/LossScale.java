package dev.rondo.trainer.grpo;

import java.util.Arrays;

/**
 * What a micro-batch's token losses are divided by.
 *
 * @param accumulation micro-batches of this optimizer step; 1 in evaluation
 * @param stepsPerGeneration steps_per_generation; 1 in evaluation
 * @param itemsInRound unmasked completion tokens of the round: num_items_in_batch
 */
record LossScale(int accumulation, int stepsPerGeneration, long itemsInRound) {
  /** The factor of each row's token losses. */
  double[] weights(LossType type, int[] starts, int maxCompletionLength) {
    int rows = starts.length - 1;
    int tokens = starts[rows];
    double[] weights = new double[rows];
    switch (type) {
      case GRPO, SAPO -> {
        for (int row = 0; row < rows; row++) {
          int length = Math.max(1, starts[row + 1] - starts[row]);
          weights[row] = 1.0 / length / rows / accumulation;
        }
      }
      case BNPO -> Arrays.fill(weights, 1.0 / Math.max(1, tokens) / accumulation);
      case DR_GRPO -> Arrays.fill(weights, 1.0 / rows / maxCompletionLength / accumulation);
      case CISPO, DAPO, VESPO ->
          Arrays.fill(
              weights, stepsPerGeneration / (double) Math.max(1, itemsInRound) / accumulation);
      case LUSPO -> Arrays.fill(weights, 1.0 / rows / accumulation);
    }
    return weights;
  }
}
