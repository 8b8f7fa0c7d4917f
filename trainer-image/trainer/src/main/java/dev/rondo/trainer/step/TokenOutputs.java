package dev.rondo.trainer.step;

/**
 * What the model says of one member's target tokens, in row order: element i belongs to the i-th
 * trained token of the member's rows.
 *
 * @param logp log-probability of each target token
 * @param entropy entropy of the distribution at each target token
 * @param hit whether the target is the argmax (ties lost to lower ids)
 * @param meanLogit mean of the logits over the vocabulary
 * @param logSquares log of the sum of squared probabilities over the vocabulary, TRL's
 *     log_sum_sq_probs
 */
public record TokenOutputs(
    float[] logp, float[] entropy, boolean[] hit, float[] meanLogit, float[] logSquares) {
  /** Of no token. */
  public static final TokenOutputs NONE =
      new TokenOutputs(new float[0], new float[0], new boolean[0], new float[0], new float[0]);
}
