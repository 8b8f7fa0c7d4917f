package dev.rondo.trainer.order;

import java.util.stream.IntStream;

/**
 * The order of an epoch's rows: accelerate's SeedableRandomSampler, which draws {@code
 * torch.randperm(n)} from a generator seeded with {@code seed + epoch}.
 */
public final class RowOrder {
  private RowOrder() {}

  /**
   * The rows of an epoch, in order.
   *
   * @param seed data_seed if given, else seed
   * @param epoch from 0
   * @param rows number of prepared rows
   */
  public static int[] ofEpoch(long seed, int epoch, int rows) {
    return permutation(seed + epoch, rows);
  }

  /** {@code torch.randperm(n)} of a CPU generator with this seed. */
  static int[] permutation(long seed, int n) {
    return permutation(new MersenneTwister(seed), n);
  }

  /** The generator's next {@code torch.randperm(n)}. */
  static int[] permutation(MersenneTwister random, int n) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = 0; i < n - 1; i++) {
      int other = i + (int) (random.nextUnsigned() % (n - i));
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return order;
  }
}
