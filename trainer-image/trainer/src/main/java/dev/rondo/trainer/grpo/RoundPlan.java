package dev.rondo.trainer.grpo;

import dev.rondo.trainer.order.RepeatedOrder;

/**
 * Which prompts each round asks: TRL's RepeatSampler. Each epoch's order is the next permutation of
 * one stream; a short last round of an epoch is left out.
 *
 * @param rows training rows
 * @param prompts of a round
 * @param groupSize completions of a prompt
 * @param batchesPerRound micro-batches from one round to the next
 * @param seed of the order
 * @param shuffle whether there is one
 */
public record RoundPlan(
    int rows, int prompts, int groupSize, int batchesPerRound, long seed, boolean shuffle) {

  static RoundPlan of(GrpoSettings settings, int rows, long seed) {
    int groupSize = settings.advantages().groupSize();
    return new RoundPlan(
        rows,
        settings.roundSize() / groupSize,
        groupSize,
        settings.batchesPerRound(),
        seed,
        settings.shuffle());
  }

  /** Rounds of an epoch. */
  public int roundsPerEpoch() {
    return rows / prompts;
  }

  /** Micro-batches of an epoch. */
  public int batchesPerEpoch() {
    return roundsPerEpoch() * batchesPerRound;
  }

  /** The round that a micro-batch of an epoch belongs to, both from 0. */
  long roundOf(int epoch, int batch) {
    return (long) epoch * roundsPerEpoch() + batch / batchesPerRound;
  }

  /** The row of each completion of a round, groups side by side. */
  public int[] rowsOf(long round) {
    int epoch = Math.toIntExact(round / roundsPerEpoch());
    int first = Math.toIntExact(round % roundsPerEpoch()) * prompts;
    int[] order = shuffle ? RepeatedOrder.ofEpoch(seed, epoch, rows) : null;
    int[] completions = new int[prompts * groupSize];
    for (int i = 0; i < completions.length; i++) {
      int place = first + i / groupSize;
      completions[i] = order == null ? place : order[place];
    }
    return completions;
  }
}
