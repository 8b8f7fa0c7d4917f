package dev.rondo.trainer.objective.dpo;

import dev.rondo.trainer.data.TokenRow;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Where the completions of a micro-batch's pairs lie among the model's outputs: of each pair the
 * chosen one's tokens, then the rejected one's.
 *
 * @param starts first token of each pair's chosen completion, and the number of all
 * @param middles first token of each pair's rejected completion
 * @param ldAlpha weight of the tokens beyond the shorter of a pair's completions
 */
record Completions(int[] starts, int[] middles, double ldAlpha) {
  static Completions of(List<TokenRow> pairs, OptionalDouble ldAlpha) {
    int[] starts = new int[pairs.size() + 1];
    int[] middles = new int[pairs.size()];
    for (int i = 0; i < pairs.size(); i++) {
      TokenRow pair = pairs.get(i);
      middles[i] = starts[i] + trained(pair, 0, pair.lengths()[0]);
      starts[i + 1] = middles[i] + trained(pair, pair.lengths()[0], pair.ids().length);
    }
    return new Completions(starts, middles, ldAlpha.orElse(1));
  }

  private static int trained(TokenRow pair, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += pair.trained()[i] ? 1 : 0;
    }
    return count;
  }

  int pairs() {
    return middles.length;
  }

  int tokens() {
    return starts[pairs()];
  }

  int chosenTokens(int pair) {
    return middles[pair] - starts[pair];
  }

  int rejectedTokens(int pair) {
    return starts[pair + 1] - middles[pair];
  }

  /** Whether a token belongs to a chosen completion. */
  boolean[] chosen() {
    boolean[] chosen = new boolean[tokens()];
    for (int pair = 0; pair < pairs(); pair++) {
      Arrays.fill(chosen, starts[pair], middles[pair], true);
    }
    return chosen;
  }

  /** Log-probability of a pair's chosen completion, in float32 as TRL has it. */
  float chosenLogp(float[] logp, int pair) {
    return sum(logp, starts[pair], middles[pair], shared(pair));
  }

  /** Log-probability of a pair's rejected completion. */
  float rejectedLogp(float[] logp, int pair) {
    return sum(logp, middles[pair], starts[pair + 1], shared(pair));
  }

  /** Adds the gradients of both completions' log-probabilities to those of their tokens. */
  void spread(int pair, double dChosen, double dRejected, double[] dLogp) {
    spread(starts[pair], middles[pair], shared(pair), dChosen, dLogp);
    spread(middles[pair], starts[pair + 1], shared(pair), dRejected, dLogp);
  }

  private int shared(int pair) {
    return Math.min(chosenTokens(pair), rejectedTokens(pair));
  }

  private float sum(float[] logp, int from, int to, int shared) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += i - from < shared ? logp[i] : ldAlpha * logp[i];
    }
    return (float) sum;
  }

  private void spread(int from, int to, int shared, double gradient, double[] dLogp) {
    for (int i = from; i < to; i++) {
      dLogp[i] += i - from < shared ? gradient : ldAlpha * gradient;
    }
  }
}
