package dev.rondo.trainer.step;

import dev.rondo.trainer.config.Precision;

/**
 * How a run's steps compute.
 *
 * @param compute format of matrix products, as {@code torch.autocast} has it; FLOAT32 does not
 *     autocast
 * @param mayRecompute gradient_checkpointing: where a step's activations are many, the backward may
 *     compute each layer again from its input instead. Changes no bit.
 * @param temperature divides the logits before log-probabilities and entropies are taken
 */
public record StepSettings(Precision compute, boolean mayRecompute, double temperature) {
  /** Logits as they are. */
  public StepSettings(Precision compute, boolean mayRecompute) {
    this(compute, mayRecompute, 1);
  }

  /** Transformers' own: neither bf16 nor fp16, activations kept. */
  public static final StepSettings DEFAULT = new StepSettings(Precision.FLOAT32, false);
}
