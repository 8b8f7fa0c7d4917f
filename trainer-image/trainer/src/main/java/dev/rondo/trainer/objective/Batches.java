package dev.rondo.trainer.objective;

import dev.rondo.trainer.data.PreparedRows;
import dev.rondo.trainer.data.TokenRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prepared rows in batches. */
public final class Batches {
  private Batches() {}

  /** The rows with these numbers. */
  public static List<TokenRow> rows(PreparedRows rows, int[] numbers) {
    return Arrays.stream(numbers).mapToObj(rows::row).toList();
  }

  /** All row numbers in order, {@code size} at a time; the last batch may have fewer. */
  public static Stream<int[]> inOrder(int rows, int size) {
    return IntStream.range(0, Math.ceilDiv(rows, size))
        .mapToObj(i -> IntStream.range(i * size, Math.min(rows, (i + 1) * size)).toArray());
  }
}
