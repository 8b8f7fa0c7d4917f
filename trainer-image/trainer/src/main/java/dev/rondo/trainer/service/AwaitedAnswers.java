package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.AwaitRewardsResponse;
import dev.rondo.rewards.RewardException;
import java.time.Duration;

/**
 * Waits for rewards of prepared runs that others were asked for. Never for long: a process that is
 * to end answers the calls in hand first.
 */
record AwaitedAnswers(Preparations preparations) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  AwaitRewardsResponse await(String run) {
    Preparations.Entry entry = preparations.get(run);
    if (entry == null) {
      return AwaitRewardsResponse.newBuilder().setAnswered(true).build();
    }
    try {
      return AwaitRewardsResponse.newBuilder()
          .setAnswered(entry.session().settleRewards(PATIENCE))
          .build();
    } catch (RewardException away) {
      return AwaitRewardsResponse.newBuilder().setUnavailable(away.getMessage()).build();
    }
  }
}
