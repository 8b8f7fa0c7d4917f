package dev.rondo.rewards;

import java.util.List;

/** A reward that looks at one sample at a time. */
@FunctionalInterface
interface SampleReward extends Reward {
  /** What one sample is worth; NaN where the reward does not apply. */
  double of(Sample sample) throws RewardException;

  @Override
  default List<Double> of(List<Sample> samples) throws RewardException {
    Double[] rewards = new Double[samples.size()];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = of(samples.get(i));
    }
    return List.of(rewards);
  }
}
