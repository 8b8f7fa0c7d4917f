package dev.rondo.trainer.objective.dpo;

import dev.rondo.trainer.step.TokenOutputs;
import java.util.Arrays;

/**
 * What each pair's loss is multiplied by: with use_weighting how likely the policy itself is to
 * write both completions, aligned to its entropy (WPO, arXiv 2406.11827, equation 2), else 1. No
 * gradient goes through it.
 */
final class PairWeights {
  private PairWeights() {}

  static double[] of(DpoLoss settings, Completions completions, TokenOutputs policy) {
    double[] weights = new double[completions.pairs()];
    Arrays.fill(weights, 1);
    if (settings.useWeighting()) {
      for (int pair = 0; pair < weights.length; pair++) {
        int middle = completions.middles()[pair];
        weights[pair] =
            Math.exp(
                aligned(policy, completions.starts()[pair], middle)
                    + aligned(policy, middle, completions.starts()[pair + 1]));
      }
    }
    return weights;
  }

  /** Mean over a completion's tokens of log p(token) - log of the sum of all p squared. */
  private static double aligned(TokenOutputs policy, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += policy.logp()[i] - policy.logSquares()[i];
    }
    return sum / Math.max(1, to - from);
  }
}
