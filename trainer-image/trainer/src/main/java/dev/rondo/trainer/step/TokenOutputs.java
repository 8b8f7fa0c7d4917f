package dev.rondo.trainer.step;

/**
 * What the model says of one member's target tokens, in row order: element i belongs to the i-th
 * trained token of the member's rows.
 *
 * @param logp log-probability of each target token
 * @param entropy entropy of the distribution at each target token
 * @param hit whether the target is the argmax (ties lost to lower ids)
 */
public record TokenOutputs(float[] logp, float[] entropy, boolean[] hit) {}
