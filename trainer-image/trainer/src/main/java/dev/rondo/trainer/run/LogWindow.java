package dev.rondo.trainer.run;

/**
 * What was seen since the last training record; part of a saved state.
 *
 * @param loss sum of the steps' losses, added in float32 as Transformers does
 * @param steps optimizer steps
 * @param entropy sum over micro-batches of their mean entropy
 * @param accuracy sum over micro-batches of their share of argmax hits
 * @param microBatches how many
 */
record LogWindow(float loss, int steps, double entropy, double accuracy, int microBatches) {
  static final LogWindow EMPTY = new LogWindow(0, 0, 0, 0, 0);

  LogWindow plusMicroBatch(float part, TokenMeans means) {
    return new LogWindow(
        loss + part,
        steps,
        entropy + means.entropy(),
        accuracy + means.accuracy(),
        microBatches + 1);
  }

  LogWindow plusStep() {
    return new LogWindow(loss, steps + 1, entropy, accuracy, microBatches);
  }

  double meanLoss() {
    return (double) loss / steps;
  }

  double meanEntropy() {
    return entropy / microBatches;
  }

  double meanAccuracy() {
    return accuracy / microBatches;
  }
}
