package dev.rondo.trainer.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NumpyPermutationTest {
  /** Recorded from numpy 2, {@code np.random.default_rng(seed).permutation(n)}. */
  @Test
  void permutationsAreNumpys() {
    assertArrayEquals(new int[] {5, 6, 0, 7, 3, 2, 4, 9, 1, 8}, NumpyPermutation.of(42, 10));
    assertArrayEquals(new int[] {2, 4, 3, 6, 5, 0, 1}, NumpyPermutation.of(0, 7));
    assertArrayEquals(
        new int[] {3, 16, 15, 0, 11, 12, 17, 9, 13, 14, 5, 10, 19, 1, 4, 6, 7, 8, 2, 18},
        NumpyPermutation.of(123456789012L, 20));
  }

  @Test
  void aLongPermutationIsNumpysToTheEnd() {
    int[] order = NumpyPermutation.of(42, 100000);
    assertArrayEquals(new int[] {45262, 49850, 30394, 90177, 95569}, Arrays.copyOf(order, 5));
    long weighted = IntStream.range(0, order.length).mapToLong(i -> (long) order[i] * i).sum();
    assertEquals(298751, weighted % 1000003);
  }

  @Property
  void everyNumberComesOnce(
      @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(max = 200) int n) {
    assertArrayEquals(
        IntStream.range(0, n).toArray(),
        Arrays.stream(NumpyPermutation.of(seed, n)).sorted().toArray());
  }
}
