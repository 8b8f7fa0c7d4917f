package dev.rondo.trainer.objective.dpo;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What DPOConfig says of the loss, by its names.
 *
 * @param terms loss_type, each with its loss_weights
 * @param useWeighting use_weighting: each pair counts as likely as the policy is to write it (WPO)
 * @param beta how tightly the policy is held to the reference; of IPO, tau
 * @param labelSmoothing label_smoothing: read by robust, exo_pair, aot and aot_unpaired
 * @param divergence f_divergence_type
 * @param alpha f_alpha_divergence_coef
 * @param ldAlpha ld_alpha: weight of tokens beyond the shorter completion (LD-DPO, arXiv
 *     2409.06411); empty: 1
 * @param discopopTau discopop_tau
 */
public record DpoLoss(
    List<Term> terms,
    boolean useWeighting,
    double beta,
    double labelSmoothing,
    FDivergence divergence,
    double alpha,
    OptionalDouble ldAlpha,
    double discopopTau) {
  /**
   * One of the losses that are added up.
   *
   * @param type which
   * @param weight its factor
   */
  public record Term(DpoLossType type, double weight) {}

  /** TRL's defaults. */
  public static final DpoLoss DEFAULT = of(DpoLossType.SIGMOID, 0.1, 0);

  /** One loss with TRL's other defaults. */
  public static DpoLoss of(DpoLossType type, double beta, double labelSmoothing) {
    return new DpoLoss(
        List.of(new Term(type, 1)),
        false,
        beta,
        labelSmoothing,
        FDivergence.REVERSE_KL,
        0.5,
        OptionalDouble.empty(),
        0.05);
  }
}
