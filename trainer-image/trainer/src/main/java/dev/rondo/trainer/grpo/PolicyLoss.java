package dev.rondo.trainer.grpo;

import java.util.OptionalDouble;

/**
 * What of a GRPOConfig shapes the loss, by TRL's names.
 *
 * @param type loss_type
 * @param beta weight of the KL term
 * @param epsilon lower clipping range
 * @param epsilonHigh upper clipping range
 * @param delta cap of the unclipped ratio
 * @param sequenceLevel importance_sampling_level: sequence
 * @param biasCorrectionKl use_bias_correction_kl
 * @param topEntropyQuantile top_entropy_quantile
 * @param offPolicyMask off_policy_mask_threshold
 * @param sapoPositive sapo_temperature_pos
 * @param sapoNegative sapo_temperature_neg
 * @param vespo k and lambda of vespo, for advantages from 0 up and below
 * @param maxCompletionLength dr_grpo's constant
 */
public record PolicyLoss(
    LossType type,
    double beta,
    double epsilon,
    double epsilonHigh,
    OptionalDouble delta,
    boolean sequenceLevel,
    boolean biasCorrectionKl,
    double topEntropyQuantile,
    OptionalDouble offPolicyMask,
    double sapoPositive,
    double sapoNegative,
    Vespo vespo,
    int maxCompletionLength) {
  /** vespo_k_pos, vespo_lambda_pos, vespo_k_neg, vespo_lambda_neg. */
  public record Vespo(double kPos, double lambdaPos, double kNeg, double lambdaNeg) {}
}
