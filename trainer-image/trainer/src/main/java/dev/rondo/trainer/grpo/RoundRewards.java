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

  /** Whether others are asked, so that a slot must not be held for the answer. */
  public boolean isRemote() {
    return rewards.stream().anyMatch(reward -> reward.reward().isRemote());
  }

  /** The round with its rewards, where these need no asking others, or were asked before. */
  public Optional<Round> scoreHere(PreparedRows rows, Round round) throws RewardException {
    List<Sample> samples = text.samples(rows, round);
    if (!isRemote()) {
      return Optional.of(scored(round, ask(samples)));
    }
    return recorded.find(RecordedRewards.key(stated, samples)).map(found -> scored(round, found));
  }

  /** Asks for the round's rewards and records them, if that was not done before. */
  public Round score(PreparedRows rows, Round round) throws RewardException, IOException {
    Optional<Round> there = scoreHere(rows, round);
    if (there.isPresent()) {
      return there.get();
    }
    List<Sample> samples = text.samples(rows, round);
    double[][] numbers = ask(samples);
    recorded.keep(RecordedRewards.key(stated, samples), numbers);
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
