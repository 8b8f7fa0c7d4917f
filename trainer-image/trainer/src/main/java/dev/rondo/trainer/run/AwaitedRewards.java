package dev.rondo.trainer.run;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.v1.ScoreResponse;
import dev.rondo.rewards.RewardException;
import dev.rondo.trainer.grpo.Round;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Optional;

/** Asks for the rewards that a saved state waits for. Needs no device and no model. */
public final class AwaitedRewards {
  private AwaitedRewards() {}

  /** Asks and records them; says why not where it fails. */
  public static ScoreResponse ask(RunSession session, Path stateDir) throws IOException {
    Optional<Path> state = StateFile.newest(stateDir);
    if (state.isEmpty() || session.grpo().isEmpty()) {
      return ScoreResponse.getDefaultInstance();
    }
    try (Arena memory = Arena.ofConfined()) {
      for (Round round : SavedRun.read(state.get(), memory).rounds()) {
        if (!round.isScored()) {
          session.grpo().get().rewards().score(session.data().train(), round);
        }
      }
      return ScoreResponse.getDefaultInstance();
    } catch (RewardException failed) {
      return ScoreResponse.newBuilder()
          .setFailure(failed.getMessage())
          .setMayPass(failed.mayPass())
          .build();
    }
  }
}
