package dev.rondo.trainer.data;

import dev.rondo.trainer.order.NumpyPermutation;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The rows of a split: which ones of a file, in which order, as the datasets library's shuffle,
 * select and train_test_split give them.
 *
 * @param file where the rows are
 * @param part what of them
 * @param limit use only so many of the part
 * @param seed of the shuffle and the split
 */
record SplitSource(DataFile file, Part part, OptionalLong limit, long seed) {
  /** What of a file's rows a split takes. */
  sealed interface Part {
    /** All. */
    record Whole() implements Part {}

    /** What is left after a share was held out. */
    record WithoutHeldOut(double share) implements Part {}

    /** The share held out. */
    record HeldOut(double share) implements Part {}
  }

  /** The training split. */
  static SplitSource train(PreparationRequest request) {
    Part part =
        request.eval() instanceof EvalData.HeldOut heldOut
            ? new Part.WithoutHeldOut(heldOut.share())
            : new Part.Whole();
    return new SplitSource(request.train(), part, OptionalLong.empty(), request.seed());
  }

  /** Whether the rows are the file's first ones in order, so that it need not be counted. */
  boolean inOrder() {
    return part instanceof Part.Whole && !file.shuffle();
  }

  /** How many rows of the file to read when they are taken in order. */
  long readAtMost() {
    return Math.min(file.limit().orElse(Long.MAX_VALUE), limit.orElse(Long.MAX_VALUE));
  }

  /** Why there is no row. */
  String nothingLeft() {
    return switch (part) {
      case Part.Whole() -> file.name() + " has no rows";
      case Part.WithoutHeldOut(double share) ->
          "%s has too few rows: eval.split %s leaves none to train on"
              .formatted(file.name(), share);
      case Part.HeldOut(double share) ->
          "%s has too few rows: eval.split %s holds none out".formatted(file.name(), share);
    };
  }

  /** Row numbers, from 0, of a file with so many rows. */
  int[] rows(int rowsInFile) {
    int[] rows =
        file.shuffle()
            ? NumpyPermutation.of(seed, rowsInFile)
            : IntStream.range(0, rowsInFile).toArray();
    rows = first(rows, file.limit());
    return first(
        switch (part) {
          case Part.Whole() -> rows;
          case Part.WithoutHeldOut(double share) -> {
            int[] split = NumpyPermutation.of(seed, rows.length);
            yield pick(rows, Arrays.copyOfRange(split, heldOut(share, rows.length), split.length));
          }
          case Part.HeldOut(double share) -> {
            int[] split = NumpyPermutation.of(seed, rows.length);
            yield pick(rows, Arrays.copyOf(split, heldOut(share, rows.length)));
          }
        },
        limit);
  }

  private static int heldOut(double share, int rows) {
    return (int) Math.min(rows, Math.ceil(share * rows));
  }

  private static int[] pick(int[] rows, int[] positions) {
    return Arrays.stream(positions).map(position -> rows[position]).toArray();
  }

  private static int[] first(int[] rows, OptionalLong limit) {
    return Arrays.copyOf(rows, (int) Math.min(rows.length, limit.orElse(Long.MAX_VALUE)));
  }
}
