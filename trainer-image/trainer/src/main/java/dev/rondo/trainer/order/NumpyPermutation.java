package dev.rondo.trainer.order;

import java.util.stream.IntStream;

/**
 * {@code numpy.random.default_rng(seed).permutation(n)}, by which the datasets library shuffles and
 * splits.
 */
public final class NumpyPermutation {
  private NumpyPermutation() {}

  /**
   * The permutation of {@code 0..n-1}.
   *
   * @param seed not negative
   */
  public static int[] of(long seed, int n) {
    Pcg64 random = new Pcg64(seed);
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int other = random.upTo(i);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return order;
  }
}
