package dev.rondo.trainer.grpo;

import dev.rondo.rewards.NamedReward;
import dev.rondo.rewards.RewardException;
import dev.rondo.rewards.Sample;
import dev.rondo.trainer.data.PreparedRows;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Gives rounds their rewards.
 *
 * @param rewards of the run, in order
 * @param stated the same as the manifest states them
 * @param text of rounds
 * @param recorded what remote rewards answered
 */
public record RoundRewards(
    List<NamedReward> rewards, String stated, RoundText text, RecordedRewards recorded) {

  /**
   * The round with its rewards. What others answer is recorded before it counts, and they are not
   * asked again.
   */
  public Round score(PreparedRows rows, Round round) throws RewardException, IOException {
    List<Sample> samples = text.samples(rows, round);
    if (rewards.stream().noneMatch(reward -> reward.reward().isRemote())) {
      return scored(round, ask(samples));
    }
    String key = RecordedRewards.key(stated, samples);
    Optional<double[][]> there = recorded.find(key);
    double[][] numbers = there.isPresent() ? there.get() : ask(samples);
    if (there.isEmpty()) {
      recorded.keep(key, numbers);
    }
    return scored(round, numbers);
  }

  private double[][] ask(List<Sample> samples) throws RewardException {
    double[][] numbers = new double[samples.size()][rewards.size()];
    for (int k = 0; k < rewards.size(); k++) {
      List<Double> given = rewards.get(k).reward().of(samples);
      for (int i = 0; i < numbers.length; i++) {
        if (Double.isInfinite(given.get(i))) {
          throw new RewardException(
              "the reward %s gave an infinite number".formatted(rewards.get(k).name()), false);
        }
        numbers[i][k] = given.get(i);
      }
    }
    return numbers;
  }

  private Round scored(Round round, double[][] numbers) {
    return round.scored(rewards.stream().map(NamedReward::name).toList(), numbers);
  }
}
