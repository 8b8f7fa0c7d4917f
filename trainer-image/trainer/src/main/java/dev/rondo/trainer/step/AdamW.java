package dev.rondo.trainer.step;

/**
 * Optimizer settings by their names in Transformers' TrainingArguments.
 *
 * @param beta1 adam_beta1
 * @param beta2 adam_beta2
 * @param epsilon adam_epsilon
 * @param weightDecay weight_decay, for the decayed part of the layout only
 * @param maxGradNorm max_grad_norm; 0 or less does not clip
 */
public record AdamW(
    double beta1, double beta2, double epsilon, double weightDecay, double maxGradNorm) {}
