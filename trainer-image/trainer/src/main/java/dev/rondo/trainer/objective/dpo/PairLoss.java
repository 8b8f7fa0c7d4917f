package dev.rondo.trainer.objective.dpo;

import static dev.rondo.trainer.objective.dpo.Logistic.sigmoid;
import static dev.rondo.trainer.objective.dpo.Logistic.slope;
import static dev.rondo.trainer.objective.dpo.Logistic.softplus;

/**
 * The loss of one pair with its derivatives.
 *
 * @param value of the loss
 * @param dChosen d value / d the chosen completion's score
 * @param dRejected d value / d the rejected one's
 */
record PairLoss(double value, double dChosen, double dRejected) {
  /**
   * TRL's per-sequence loss.
   *
   * @param type any but {@code sft}, {@code aot} and {@code aot_unpaired}, which see the whole
   *     batch
   * @param c the chosen completion's score: its log-ratio to the reference, unless an f-divergence
   *     makes another one of it
   * @param r the rejected one's
   * @param chosenTokens tokens of the chosen completion
   * @param rejectedTokens tokens of the rejected one
   */
  static PairLoss of(
      DpoLossType type, DpoLoss loss, double c, double r, int chosenTokens, int rejectedTokens) {
    double beta = loss.beta();
    double e = loss.labelSmoothing();
    double u = beta * (c - r);
    double x = beta * c;
    double y = beta * r;
    double chosenMean = 1.0 / Math.max(1, chosenTokens);
    double rejectedMean = 1.0 / Math.max(1, rejectedTokens);
    double perToken = c * chosenMean - r * rejectedMean;
    return switch (type) {
      case SIGMOID -> ofMargin(beta, softplus(-u), -sigmoid(-u));
      case HINGE -> ofMargin(beta, Math.max(0, 1 - u), u < 1 ? -1 : 0);
      case ROBUST ->
          ofMargin(
              beta,
              ((1 - e) * softplus(-u) - e * softplus(u)) / (1 - 2 * e),
              (-(1 - e) * sigmoid(-u) - e * sigmoid(u)) / (1 - 2 * e));
      case EXO_PAIR -> {
        double logOdds = u - Math.log1p(-e) + Math.log(e);
        double value =
            sigmoid(u) * (-softplus(-u) - Math.log1p(-e))
                + sigmoid(-u) * (-softplus(u) - Math.log(e));
        yield ofMargin(beta, value, slope(u) * logOdds);
      }
      case DISCOPOP -> {
        double mix = sigmoid(u / loss.discopopTau());
        double mixSlope = slope(u / loss.discopopTau()) / loss.discopopTau();
        double logistic = softplus(-u);
        double exponential = Math.exp(-u);
        yield ofMargin(
            beta,
            logistic * (1 - mix) + exponential * mix,
            -sigmoid(-u) * (1 - mix) - exponential * mix + (exponential - logistic) * mixSlope);
      }
      case IPO -> {
        double error = perToken - 1 / (2 * beta);
        yield new PairLoss(error * error, 2 * error * chosenMean, -2 * error * rejectedMean);
      }
      case SIGMOID_NORM -> {
        double slope = -beta * sigmoid(-beta * perToken);
        yield new PairLoss(softplus(-beta * perToken), slope * chosenMean, -slope * rejectedMean);
      }
      case NCA_PAIR ->
          new PairLoss(
              softplus(-x) + 0.5 * softplus(x) + 0.5 * softplus(y),
              beta * (-sigmoid(-x) + 0.5 * sigmoid(x)),
              beta * 0.5 * sigmoid(y));
      case BCO_PAIR ->
          new PairLoss(softplus(-x) + softplus(y), -beta * sigmoid(-x), beta * sigmoid(y));
      case SPPO_HARD -> {
        double winner = c - 0.5 / beta;
        double loser = r + 0.5 / beta;
        yield new PairLoss(winner * winner + loser * loser, 2 * winner, 2 * loser);
      }
      case APO_ZERO -> new PairLoss(1 - sigmoid(x) + sigmoid(y), -beta * slope(x), beta * slope(y));
      case APO_DOWN ->
          new PairLoss(sigmoid(x) + 1 - sigmoid(u), beta * (slope(x) - slope(u)), beta * slope(u));
      case SFT, AOT, AOT_UNPAIRED -> throw new IllegalArgumentException(type + " is of no pair");
    };
  }

  /** A loss of the margin u = beta (c - r). */
  private static PairLoss ofMargin(double beta, double value, double slope) {
    return new PairLoss(value, beta * slope, -beta * slope);
  }
}
