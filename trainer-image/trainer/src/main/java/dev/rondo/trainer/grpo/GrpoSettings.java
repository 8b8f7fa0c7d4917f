package dev.rondo.trainer.grpo;

import dev.rondo.rewards.NamedReward;
import dev.rondo.trainer.generation.Sampling;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a GRPO run says to its trainer, by TRL's names.
 *
 * @param batchSize per_device_train_batch_size: completions of a micro-batch
 * @param accumulation gradient_accumulation_steps
 * @param stepsPerGeneration steps_per_generation: micro-batches that a round is split into
 * @param iterations num_iterations: how often a round is used
 * @param evalGroupSize num_generations_eval
 * @param shuffle shuffle_dataset
 * @param maskTruncated mask_truncated_completions
 * @param sampling how completions are drawn; its end tokens are the model's, added later
 * @param loss the loss
 * @param advantages how rewards become advantages
 * @param rewards what completions are worth; none: the replay tells
 * @param statedWeights reward_weights; empty: each reward's own
 * @param replay recorded rounds to train on instead of generating
 * @param digested the rewards as the manifest states them, for digests
 */
public record GrpoSettings(
    int batchSize,
    int accumulation,
    int stepsPerGeneration,
    int iterations,
    int evalGroupSize,
    boolean shuffle,
    boolean maskTruncated,
    Sampling sampling,
    PolicyLoss loss,
    AdvantageSettings advantages,
    List<NamedReward> rewards,
    List<Double> statedWeights,
    Optional<Path> replay,
    String digested) {
  /** Keeps copies. */
  public GrpoSettings {
    rewards = List.copyOf(rewards);
    statedWeights = List.copyOf(statedWeights);
  }

  /** Micro-batches from one round to the next. */
  public int batchesPerRound() {
    return stepsPerGeneration * iterations;
  }

  /** Completions of a round: generation_batch_size. */
  public int roundSize() {
    return batchSize * stepsPerGeneration;
  }

  /** Whether the policy moves before a round is used up, so that its old probabilities count. */
  public boolean needsOldLogps() {
    return accumulation % batchesPerRound() != 0;
  }

  /** How prompts make rounds, and rounds micro-batches, as text for a digest. */
  public String shape() {
    return "%d %d %d %d %s"
        .formatted(batchSize, stepsPerGeneration, iterations, advantages.groupSize(), shuffle);
  }

  /** Everything that shapes a number of a run, as text for a digest. */
  public String numbers() {
    return "%d %d %d %d %s %s %s %s %s %s %s %s"
        .formatted(
            batchSize,
            accumulation,
            stepsPerGeneration,
            iterations,
            shuffle,
            maskTruncated,
            sampling,
            loss,
            advantages,
            statedWeights,
            replay.isPresent(),
            digested);
  }

  /** Everything that shapes an evaluation, besides weights and rows, likewise. */
  public String evalNumbers() {
    return "%d %s %s %s".formatted(evalGroupSize, sampling, statedWeights, digested);
  }
}
