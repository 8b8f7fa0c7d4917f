package dev.rondo.cli.store;

import java.util.Random;

/**
 * A made-up training run with the looks of a real one: losses fall along an exponential with noise;
 * with a learning rate that is too high they rise until they are no numbers.
 *
 * @param name the run's
 * @param learningRate 3e-2 and more diverge
 * @param rank of the adapter
 * @param seed of the noise
 */
record SampleRun(String name, double learningRate, int rank, long seed) {
  private static final double BASE = 2.9447;
  private static final double DIVERGING = 3e-2;

  boolean diverges() {
    return learningRate >= DIVERGING;
  }

  /** The loss at a step without noise. */
  double evalLoss(int step) {
    if (diverges()) {
      return step > 24 ? Double.NaN : BASE * Math.exp(Math.pow(step / 8.0, 1.7) / 2.2);
    }
    double speed = 1.4 * Math.pow(learningRate / 1e-3, 0.65) * (0.9 + 0.02 * rank);
    double floor = 1.62 - 0.006 * rank + 0.12 * Math.pow(Math.log10(learningRate / 2e-3), 2);
    return floor + (BASE - floor) * Math.exp(-speed * step / 24.0);
  }

  /** The loss of one batch. */
  double trainLoss(int step) {
    double noise = new Random(seed * 7919 + step).nextGaussian();
    return evalLoss(step) * (1 + 0.035 * noise) + 0.04;
  }

  double gradNorm(int step) {
    double noise = new Random(seed * 104_729 + step).nextDouble();
    return diverges() ? Math.exp(step / 3.0) * (1 + noise) : 0.35 + 0.4 * noise + 0.6 / (1 + step);
  }
}
