package dev.rondo.trainer.grpo;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** What TRL logs once of a round, by its names. What no number is known of is left out. */
final class RoundMetrics {
  private final SequencedMap<String, Double> metrics = new LinkedHashMap<>();

  private RoundMetrics() {}

  static SequencedMap<String, Double> of(Round round, Advantages advantages) {
    RoundMetrics metrics = new RoundMetrics();
    metrics.lengths(round);
    for (int k = 0; k < round.rewardNames().size(); k++) {
      float[] column = Advantages.column(round.rewards(), k);
      String name = "rewards/" + round.rewardNames().get(k);
      metrics.put(name + "/mean", Advantages.mean(column, 0, column.length));
      metrics.put(name + "/std", Advantages.deviation(column, 0, column.length));
    }
    float[] rewards = advantages.rewards();
    metrics.put("reward", Advantages.mean(rewards, 0, rewards.length));
    metrics.put("reward_std", Advantages.deviation(rewards, 0, rewards.length));
    metrics.put("frac_reward_zero_std", advantages.zeroDeviationShare());
    return metrics.metrics;
  }

  private void lengths(Round round) {
    int[] all = round.lengths();
    int[] ended =
        IntStream.range(0, all.length)
            .filter(i -> round.completions().get(i).ended())
            .map(i -> all[i])
            .toArray();
    lengths("", all);
    put("completions/clipped_ratio", 1 - (double) ended.length / all.length);
    lengths("terminated_", ended.length == 0 ? new int[1] : ended);
  }

  private void lengths(String which, int[] lengths) {
    put("completions/mean_" + which + "length", Arrays.stream(lengths).average().orElse(0));
    put("completions/min_" + which + "length", Arrays.stream(lengths).min().orElse(0));
    put("completions/max_" + which + "length", Arrays.stream(lengths).max().orElse(0));
  }

  private void put(String name, double value) {
    if (!Double.isNaN(value)) {
      metrics.put(name, value);
    }
  }
}
