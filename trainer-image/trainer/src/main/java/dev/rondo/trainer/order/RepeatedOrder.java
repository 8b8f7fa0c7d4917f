package dev.rondo.trainer.order;

/**
 * The orders of TRL's RepeatSampler: {@code torch.randperm(n)} once an epoch, all from one
 * generator.
 */
public final class RepeatedOrder {
  private RepeatedOrder() {}

  /** The rows of an epoch (from 0), in order. */
  public static int[] ofEpoch(long seed, int epoch, int rows) {
    MersenneTwister random = new MersenneTwister(seed);
    int[] order = RowOrder.permutation(random, rows);
    for (int i = 0; i < epoch; i++) {
      order = RowOrder.permutation(random, rows);
    }
    return order;
  }
}
