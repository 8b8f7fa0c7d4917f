package dev.rondo.trainer.grpo;

import dev.rondo.trainer.objective.Loss;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The GRPO loss of one micro-batch, after TRL 1.16's {@code GRPOTrainer._compute_loss}. Rows lie
 * one after the other, each with its completion's tokens; those of a masked completion are not
 * there.
 */
final class GrpoLoss {
  private final PolicyLoss settings;
  private final LossScale scale;
  private final int[] starts;
  private final float[] advantages;
  private final float[] logp;
  private final float[] old;
  private final float[] reference;
  private final float[] entropy;
  private final float[] gradient;
  private final ClipCounts clips = new ClipCounts();
  private double loss;
  private double klSum;
  private double phiSum;

  /**
   * A micro-batch.
   *
   * @param starts where each row's tokens start, and the number of tokens
   * @param advantages of each row
   * @param logp of each token under the policy
   * @param old the same when the round was generated; null: the policy has not moved since
   * @param reference the same under the reference policy; empty without a KL term
   * @param entropy of each token's distribution
   */
  GrpoLoss(
      PolicyLoss settings,
      LossScale scale,
      int[] starts,
      float[] advantages,
      float[] logp,
      float[] old,
      float[] reference,
      float[] entropy) {
    this.settings = settings;
    this.scale = scale;
    this.starts = starts;
    this.advantages = advantages;
    this.logp = logp;
    this.old = old == null ? logp : old;
    this.reference = reference;
    this.entropy = entropy;
    this.gradient = new float[logp.length];
  }

  Loss compute() {
    double[] weights = scale.weights(settings.type(), starts, settings.maxCompletionLength());
    double leastEntropy = leastEntropy();
    for (int row = 0; row < advantages.length; row++) {
      row(row, weights[row], leastEntropy);
    }
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    int tokens = Math.max(1, logp.length);
    if (settings.beta() != 0) {
      metrics.put("kl", klSum / tokens);
    }
    double entropySum = 0;
    for (float value : entropy) {
      entropySum += value;
    }
    metrics.put("entropy", entropySum / tokens);
    if (settings.type().clips()) {
      clips.tell(metrics, settings.sequenceLevel() ? advantages.length : tokens);
    } else if (settings.type() == LossType.CISPO) {
      metrics.put("cispo_clip_ratio", clips.high() / (double) tokens);
    } else if (settings.type() == LossType.VESPO) {
      metrics.put("vespo/phi_seq_mean", phiSum / advantages.length);
    }
    return new Loss((float) loss, metrics, gradient);
  }

  private void row(int row, double weight, double leastEntropy) {
    int from = starts[row];
    int to = starts[row + 1];
    double advantage = advantages[row];
    double mean = 0;
    double clampedSum = 0;
    for (int t = from; t < to; t++) {
      mean += (logp[t] - old[t]) / (double) (to - from);
      clampedSum += Math.clamp(logp[t] - old[t], -20f, 20f);
    }
    double sequenceRatio = Math.exp(mean);
    boolean isOffPolicy =
        advantage < 0 && -mean > settings.offPolicyMask().orElse(Double.POSITIVE_INFINITY);
    double bySequenceRatio = 0;
    RowClips rowClips = new RowClips();
    for (int t = from; t < to; t++) {
      double ratio = settings.sequenceLevel() ? sequenceRatio : Math.exp(logp[t] - old[t]);
      TokenLoss token = TokenLoss.of(settings, advantage, ratio, logp[t], clampedSum);
      boolean counts = entropy[t] >= leastEntropy && !isOffPolicy;
      double value = counts ? token.value() : 0;
      double byRatio = counts ? token.byRatio() : 0;
      double byLogp = counts ? token.byLogp() : 0;
      if (settings.beta() != 0) {
        double difference = (double) reference[t] - logp[t];
        double kl = Math.exp(difference) - difference - 1;
        double corrected = settings.biasCorrectionKl() ? ratio : 1;
        klSum += kl * corrected;
        value += settings.beta() * kl * corrected;
        byLogp += settings.beta() * corrected * (1 - Math.exp(difference));
        byRatio += settings.biasCorrectionKl() ? settings.beta() * kl : 0;
      }
      loss += weight * value;
      gradient[t] += (float) (weight * byLogp);
      if (settings.sequenceLevel()) {
        bySequenceRatio += weight * byRatio;
      } else {
        gradient[t] += (float) (weight * byRatio * ratio);
      }
      if (!settings.sequenceLevel() || t == from) {
        rowClips.count(settings, advantage, ratio);
      }
    }
    if (settings.sequenceLevel()) {
      for (int t = from; t < to; t++) {
        gradient[t] += (float) (bySequenceRatio * sequenceRatio / (to - from));
      }
    }
    clips.add(rowClips);
    phiSum +=
        settings.type() == LossType.VESPO ? TokenLoss.phi(settings, advantage, clampedSum) : 0;
  }

  /** The top_entropy_quantile threshold: torch.quantile of the micro-batch's entropies. */
  private double leastEntropy() {
    if (settings.topEntropyQuantile() >= 1 || entropy.length == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    float[] sorted = entropy.clone();
    Arrays.sort(sorted);
    double at = (1 - settings.topEntropyQuantile()) * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = (int) Math.ceil(at);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
