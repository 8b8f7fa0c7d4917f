package dev.rondo.trainer.objective.dpo;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Losses of a batch that compare values of equal rank instead of the two of a pair.
 *
 * @param value the batch's mean loss
 * @param dUpper d value / d each upper value
 * @param dLower d value / d each lower value
 */
record SortedLoss(double value, double[] dUpper, double[] dLower) {
  /**
   * TRL's {@code aot} and {@code aot_unpaired}: a label-smoothed logistic loss of beta times the
   * difference of the i-th smallest upper and the i-th smallest lower value.
   */
  static SortedLoss of(double[] upper, double[] lower, double beta, double labelSmoothing) {
    int n = upper.length;
    int[] upperOrder = order(upper);
    int[] lowerOrder = order(lower);
    double[] dUpper = new double[n];
    double[] dLower = new double[n];
    double sum = 0;
    for (int rank = 0; rank < n; rank++) {
      double u = beta * (upper[upperOrder[rank]] - lower[lowerOrder[rank]]);
      sum += (1 - labelSmoothing) * Logistic.softplus(-u) + labelSmoothing * Logistic.softplus(u);
      double slope =
          beta
              * (-(1 - labelSmoothing) * Logistic.sigmoid(-u)
                  + labelSmoothing * Logistic.sigmoid(u))
              / n;
      dUpper[upperOrder[rank]] = slope;
      dLower[lowerOrder[rank]] = -slope;
    }
    return new SortedLoss(sum / n, dUpper, dLower);
  }

  private static int[] order(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
