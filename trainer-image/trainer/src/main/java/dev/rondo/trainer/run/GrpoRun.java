package dev.rondo.trainer.run;

import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.TrainerArguments;
import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.generation.EndTokens;
import dev.rondo.trainer.generation.Sampling;
import dev.rondo.trainer.grpo.GrpoObjective;
import dev.rondo.trainer.grpo.GrpoSettings;
import dev.rondo.trainer.grpo.RecordedRewards;
import dev.rondo.trainer.grpo.Replay;
import dev.rondo.trainer.grpo.RewardRequests;
import dev.rondo.trainer.grpo.RoundRewards;
import dev.rondo.trainer.grpo.RoundText;
import dev.rondo.trainer.text.ModelTokenizer;
import dev.rondo.trainer.text.SpecialTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a GRPO run has besides what every run has.
 *
 * @param objective rounds as micro-batches
 * @param text of completions
 * @param rewards of completions
 * @param sampling of completions, end tokens included
 * @param replay recorded rounds, where it replays
 */
public record GrpoRun(
    GrpoObjective objective,
    RoundText text,
    RoundRewards rewards,
    Sampling sampling,
    Optional<Replay> replay) {
  /** An id and two log-probabilities as JSON. */
  private static final long BYTES_PER_TOKEN = 36;

  private static final long BYTES_PER_COMPLETION = 1024;

  /**
   * Of a prepared run; empty for other trainers.
   *
   * @param cacheDir holds what rewards answered
   * @throws RefusedException if the data has too few rows for a round, or the replay does not fit
   */
  public static Optional<GrpoRun> of(Leaf leaf, PreparedData data, Path model, Path cacheDir)
      throws IOException, RefusedException {
    if (!(leaf.trainer() instanceof TrainerArguments.Grpo(GrpoSettings settings, _, _, _))) {
      return Optional.empty();
    }
    GrpoObjective objective = GrpoObjective.of(settings, data, leaf.seed());
    if (objective.plan().roundsPerEpoch() == 0) {
      throw new RefusedException(
          "dataset.train",
          "has %d rows, but a round asks %d prompts (per_device_train_batch_size x steps_per_generation / num_generations)"
              .formatted(data.train().size(), objective.plan().prompts()));
    }
    SpecialTokens special = SpecialTokens.read(model);
    RoundText text = new RoundText(ModelTokenizer.load(model));
    Optional<Replay> replay =
        settings.replay().isPresent()
            ? Optional.of(Replay.read(settings.replay().get(), settings, data.train().size()))
            : Optional.empty();
    RecordedRewards recorded = new RecordedRewards(cacheDir.resolve("rewards"));
    return Optional.of(
        new GrpoRun(
            objective,
            text,
            new RoundRewards(
                text, new RewardRequests(settings.rewards(), settings.digested(), recorded)),
            sampling(settings.sampling(), EndTokens.of(model, text.tokenizer().eos(special))),
            replay));
  }

  /** Bytes of the rounds in a state at most. */
  long mostRoundBytes() {
    GrpoSettings settings = objective.settings();
    long rounds = 1L + Math.ceilDiv(settings.accumulation(), settings.batchesPerRound());
    long tokens = (long) settings.roundSize() * settings.sampling().maxNewTokens();
    return rounds * (tokens * BYTES_PER_TOKEN + settings.roundSize() * BYTES_PER_COMPLETION);
  }

  private static Sampling sampling(Sampling stated, List<Integer> endTokens) {
    return new Sampling(
        stated.temperature(),
        stated.topP(),
        stated.topK(),
        stated.minP(),
        stated.repetitionPenalty(),
        stated.maxNewTokens(),
        endTokens);
  }
}
