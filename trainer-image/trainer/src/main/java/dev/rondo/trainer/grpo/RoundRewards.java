package dev.rondo.trainer.grpo;

import dev.rondo.rewards.NamedReward;
import dev.rondo.rewards.RewardException;
import dev.rondo.trainer.data.PreparedRows;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives rounds their rewards.
 *
 * @param text of rounds
 * @param requests for the run's rewards
 */
public record RoundRewards(RoundText text, RewardRequests requests) {
  /**
   * The round with its rewards.
   *
   * @param patience how long others may take
   * @return empty while others have not answered
   * @throws RewardException if asking again would not help
   */
  public Optional<Round> score(PreparedRows rows, Round round, Duration patience)
      throws RewardException, IOException {
    return requests
        .answer(text.samples(rows, round), patience)
        .map(numbers ->
            round.scored(requests.rewards().stream().map(NamedReward::name).toList(), numbers));
  }
}
