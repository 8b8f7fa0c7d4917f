package dev.rondo.trainer.grpo;

import java.util.Arrays;

/**
 * The advantages of a round's completions from their rewards, as TRL 1.16 computes them. NaN: the
 * reward does not apply.
 *
 * @param rewards the weighted sum of each completion; NaN where no reward applies
 * @param advantages of each completion; 0 where no reward applies
 * @param zeroDeviationShare frac_reward_zero_std
 */
record Advantages(float[] rewards, float[] advantages, double zeroDeviationShare) {
  private static final float EPSILON = 1e-4f;
  private static final double ZERO = 1e-8;

  /**
   * Computes them.
   *
   * @param perFunction by completion, then by reward; groups side by side
   */
  static Advantages of(AdvantageSettings settings, double[][] perFunction, double[] weights) {
    int count = perFunction.length;
    float[] sums = new float[count];
    for (int i = 0; i < count; i++) {
      sums[i] = sum(perFunction[i], weights);
    }
    return settings.normalizeThenSum()
        ? normalized(settings, perFunction, weights, sums)
        : summed(settings, sums);
  }

  private static Advantages summed(AdvantageSettings settings, float[] sums) {
    int count = sums.length;
    float[] advantages = new float[count];
    int zeros = 0;
    double overall = deviation(sums, 0, count);
    for (int i = 0; i < count; i++) {
      int from = i / settings.groupSize() * settings.groupSize();
      int to = from + settings.groupSize();
      double deviation =
          settings.scale() == AdvantageSettings.Scale.BATCH ? overall : deviation(sums, from, to);
      double advantage = sums[i] - (float) mean(sums, from, to);
      if (settings.scale() != AdvantageSettings.Scale.NONE) {
        advantage /= (float) deviation + EPSILON;
      }
      advantages[i] = Double.isNaN(advantage) ? 0 : (float) advantage;
      zeros += Math.abs(deviation) <= ZERO ? 1 : 0;
    }
    return new Advantages(sums, advantages, (double) zeros / count);
  }

  private static Advantages normalized(
      AdvantageSettings settings, double[][] perFunction, double[] weights, float[] sums) {
    int count = sums.length;
    double[][] scaled = new double[count][weights.length];
    for (int k = 0; k < weights.length; k++) {
      float[] column = column(perFunction, k);
      for (int i = 0; i < count; i++) {
        int from = i / settings.groupSize() * settings.groupSize();
        int to = from + settings.groupSize();
        scaled[i][k] =
            (column[i] - mean(column, from, to)) / (deviation(column, from, to) + EPSILON);
      }
    }
    float[] totals = new float[count];
    for (int i = 0; i < count; i++) {
      totals[i] = sum(scaled[i], weights);
    }
    double mean = mean(totals, 0, count);
    double deviation = deviation(totals, 0, count);
    float[] advantages = new float[count];
    for (int i = 0; i < count; i++) {
      double advantage = (totals[i] - mean) / (deviation + EPSILON);
      advantages[i] = Double.isNaN(advantage) ? 0 : (float) advantage;
    }
    return new Advantages(sums, advantages, Math.abs(deviation) <= ZERO ? 1 : 0);
  }

  static float[] column(double[][] rewards, int function) {
    float[] column = new float[rewards.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = (float) rewards[i][function];
    }
    return column;
  }

  private static float sum(double[] rewards, double[] weights) {
    if (Arrays.stream(rewards).allMatch(Double::isNaN)) {
      return Float.NaN;
    }
    float sum = 0;
    for (int k = 0; k < rewards.length; k++) {
      sum += Double.isNaN(rewards[k]) ? 0 : (float) rewards[k] * (float) weights[k];
    }
    return sum;
  }

  /** Mean of the numbers there are; NaN without any. */
  static double mean(float[] values, int from, int to) {
    double sum = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!Float.isNaN(values[i])) {
        sum += values[i];
        count++;
      }
    }
    return sum / count;
  }

  /** Sample deviation of the numbers there are; NaN of fewer than two. */
  static double deviation(float[] values, int from, int to) {
    double mean = mean(values, from, to);
    double squares = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!Float.isNaN(values[i])) {
        squares += (values[i] - mean) * (values[i] - mean);
        count++;
      }
    }
    return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
  }
}
