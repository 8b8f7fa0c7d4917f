package dev.rondo.trainer.objective.dpo;

import dev.rondo.trainer.step.TokenOutputs;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.IntToDoubleFunction;

/** What TRL's DPOTrainer logs of a micro-batch. */
final class DpoMetrics {
  private DpoMetrics() {}

  static SequencedMap<String, Double> of(
      double beta, Completions completions, LogRatios ratios, TokenOutputs outputs) {
    boolean[] chosen = completions.chosen();
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("entropy", mean(chosen.length, i -> outputs.entropy()[i]));
    metrics.put("logits/chosen", meanOf(chosen, true, i -> outputs.meanLogit()[i]));
    metrics.put("logits/rejected", meanOf(chosen, false, i -> outputs.meanLogit()[i]));
    metrics.put("mean_token_accuracy", meanOf(chosen, true, i -> outputs.hit()[i] ? 1 : 0));
    int pairs = completions.pairs();
    float[] chosenRewards = new float[pairs];
    float[] rejectedRewards = new float[pairs];
    for (int pair = 0; pair < pairs; pair++) {
      chosenRewards[pair] = (float) (beta * ratios.ofChosen(pair));
      rejectedRewards[pair] = (float) (beta * ratios.ofRejected(pair));
    }
    metrics.put("rewards/chosen", mean(pairs, i -> chosenRewards[i]));
    metrics.put("rewards/rejected", mean(pairs, i -> rejectedRewards[i]));
    metrics.put(
        "rewards/accuracies", mean(pairs, i -> chosenRewards[i] > rejectedRewards[i] ? 1 : 0));
    metrics.put("rewards/margins", mean(pairs, i -> chosenRewards[i] - rejectedRewards[i]));
    metrics.put("logps/chosen", mean(pairs, i -> ratios.chosen()[i]));
    metrics.put("logps/rejected", mean(pairs, i -> ratios.rejected()[i]));
    return metrics;
  }

  private static double meanOf(boolean[] chosen, boolean which, IntToDoubleFunction value) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] == which) {
        sum += value.applyAsDouble(i);
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static double mean(int count, IntToDoubleFunction value) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += value.applyAsDouble(i);
    }
    return count == 0 ? 0 : sum / count;
  }
}
