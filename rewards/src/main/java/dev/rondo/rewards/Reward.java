package dev.rondo.rewards;

import java.util.List;

/** Says what completions are worth. */
public interface Reward {
  /**
   * A number for each sample, in order; NaN where the reward does not apply, as {@code None} in
   * TRL.
   *
   * @throws RewardException if there are no numbers to be had now
   */
  List<Double> of(List<Sample> samples) throws RewardException;

  /** Whether others are asked, so that an answer may be slow, or not come. */
  default boolean isRemote() {
    return false;
  }
}
