package dev.rondo.trainer.objective.dpo;

import dev.rondo.trainer.step.TokenOutputs;
import java.util.Arrays;

/**
 * TRL's DPO loss of a micro-batch: the weighted sum of its terms, each a mean over the pairs.
 *
 * @param loss the sum
 * @param dLogp d loss / d logp of each completion token
 */
record DpoGradient(double loss, double[] dLogp) {
  static DpoGradient of(
      DpoLoss settings, Completions completions, LogRatios ratios, TokenOutputs policy) {
    double[] dLogp = new double[completions.tokens()];
    double[] pairWeights = PairWeights.of(settings, completions, policy);
    double loss = 0;
    for (DpoLoss.Term term : settings.terms()) {
      double weight = term.weight();
      loss +=
          weight
              * switch (term.type()) {
                case SFT ->
                    likelihood(completions, policy.logp(), mean(pairWeights), weight, dLogp);
                case AOT, AOT_UNPAIRED ->
                    sorted(term.type(), settings, completions, ratios, weight, dLogp);
                default ->
                    paired(term.type(), settings, completions, ratios, pairWeights, weight, dLogp);
              };
    }
    return new DpoGradient(loss, dLogp);
  }

  private static double paired(
      DpoLossType type,
      DpoLoss settings,
      Completions completions,
      LogRatios ratios,
      double[] pairWeights,
      double weight,
      double[] dLogp) {
    FDivergence f = settings.divergence();
    int n = completions.pairs();
    double sum = 0;
    for (int pair = 0; pair < n; pair++) {
      double chosen = ratios.ofChosen(pair);
      double rejected = ratios.ofRejected(pair);
      PairLoss loss =
          PairLoss.of(
              type,
              settings,
              f.score(chosen, settings.alpha()),
              f.score(rejected, settings.alpha()),
              completions.chosenTokens(pair),
              completions.rejectedTokens(pair));
      double share = pairWeights[pair] * weight / n;
      sum += pairWeights[pair] * loss.value();
      completions.spread(
          pair,
          share * loss.dChosen() * f.slope(chosen, settings.alpha()),
          share * loss.dRejected() * f.slope(rejected, settings.alpha()),
          dLogp);
    }
    return sum / n;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double sorted(
      DpoLossType type,
      DpoLoss settings,
      Completions completions,
      LogRatios ratios,
      double weight,
      double[] dLogp) {
    int n = completions.pairs();
    double[] upper = new double[n];
    double[] lower = new double[n];
    boolean paired = type == DpoLossType.AOT;
    for (int pair = 0; pair < n; pair++) {
      upper[pair] =
          paired ? ratios.chosen()[pair] - ratios.rejected()[pair] : ratios.ofChosen(pair);
      lower[pair] =
          paired ? ratios.refChosen()[pair] - ratios.refRejected()[pair] : ratios.ofRejected(pair);
    }
    SortedLoss loss = SortedLoss.of(upper, lower, settings.beta(), settings.labelSmoothing());
    for (int pair = 0; pair < n; pair++) {
      double dChosen = weight * loss.dUpper()[pair];
      double dRejected = paired ? -dChosen : weight * loss.dLower()[pair];
      completions.spread(pair, dChosen, dRejected, dLogp);
    }
    return loss.value();
  }

  /** Negative log-likelihood of the chosen completions, a mean over all their tokens. */
  private static double likelihood(
      Completions completions, float[] logp, double factor, double weight, double[] dLogp) {
    boolean[] chosen = completions.chosen();
    int count = 0;
    double sum = 0;
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i]) {
        sum -= logp[i];
        count++;
      }
    }
    for (int i = 0; i < chosen.length; i++) {
      dLogp[i] -= chosen[i] ? factor * weight / count : 0;
    }
    return factor * sum / count;
  }
}
