package dev.rondo.trainer.grpo;

/**
 * A completion of a round.
 *
 * @param row of the training data
 * @param ids token ids, the end token included
 * @param ended whether it has one
 * @param old log-probability of each token when it was generated; empty where nobody asks
 * @param reference the same under the reference policy; empty without a KL term
 */
public record RoundCompletion(int row, int[] ids, boolean ended, float[] old, float[] reference) {
  static final float[] NONE = {};
}
