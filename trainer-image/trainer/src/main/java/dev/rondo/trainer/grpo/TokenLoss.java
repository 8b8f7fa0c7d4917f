package dev.rondo.trainer.grpo;

/**
 * The policy's loss of one token (or sequence) as TRL 1.16 computes it in {@code _compute_loss},
 * with its derivatives.
 *
 * @param value the loss
 * @param byRatio derivative by the importance ratio
 * @param byLogp derivative by the token's log-probability, the ratio held fixed
 */
record TokenLoss(double value, double byRatio, double byLogp) {

  /**
   * Computes it.
   *
   * @param ratio pi / pi_old
   * @param logp the token's log-probability
   * @param logRatioSum log of the sequence's ratio, clamped by token, for vespo
   */
  static TokenLoss of(
      PolicyLoss loss, double advantage, double ratio, double logp, double logRatioSum) {
    return switch (loss.type()) {
      case GRPO, BNPO, DR_GRPO, DAPO, LUSPO -> clipped(loss, advantage, ratio);
      case CISPO -> {
        double weight = -Math.min(ratio, loss.epsilonHigh()) * advantage;
        yield new TokenLoss(weight * logp, 0, weight);
      }
      case SAPO -> {
        double t = advantage > 0 ? loss.sapoPositive() : loss.sapoNegative();
        double s = 1 / (1 + Math.exp(-t * (ratio - 1)));
        yield new TokenLoss(-s * 4 / t * advantage, -4 * s * (1 - s) * advantage, 0);
      }
      case VESPO -> {
        double weight = -phi(loss, advantage, logRatioSum) * advantage;
        yield new TokenLoss(weight * logp, 0, weight);
      }
    };
  }

  /** PPO's: the worse of the ratio's and the clipped ratio's gain; at a tie half of each. */
  private static TokenLoss clipped(PolicyLoss loss, double advantage, double ratio) {
    double least = 1 - loss.epsilon();
    double most = 1 + loss.epsilonHigh();
    double capped = Math.min(ratio, loss.delta().orElse(Double.MAX_VALUE));
    double gain = capped * advantage;
    double clippedGain = Math.clamp(ratio, least, most) * advantage;
    double bySlope = ratio <= loss.delta().orElse(Double.MAX_VALUE) ? advantage : 0;
    double clippedSlope = ratio >= least && ratio <= most ? advantage : 0;
    double slope =
        gain < clippedGain
            ? bySlope
            : gain > clippedGain ? clippedSlope : (bySlope + clippedSlope) / 2;
    return new TokenLoss(-Math.min(gain, clippedGain), -slope, 0);
  }

  /** VESPO's gamma weighting of the sequence's ratio: e^lambda w^k e^(-lambda w). */
  static double phi(PolicyLoss loss, double advantage, double logRatioSum) {
    PolicyLoss.Vespo vespo = loss.vespo();
    double k = advantage >= 0 ? vespo.kPos() : vespo.kNeg();
    double lambda = Math.max(1e-4, advantage >= 0 ? vespo.lambdaPos() : vespo.lambdaNeg());
    double logW = Math.clamp(logRatioSum, Math.log(1e-8), 20);
    double phi = Math.exp(lambda + k * logW - lambda * Math.exp(logW));
    return Double.isFinite(phi) ? phi : 0;
  }
}
