package dev.rondo.trainer.data;

/** Which of a file's rows are wanted, asked in ascending order. */
final class RowFilter {
  private final int[] sorted;
  private final long count;
  private long next;

  private RowFilter(int[] sorted, long count) {
    this.sorted = sorted;
    this.count = count;
  }

  /** The first ones. */
  static RowFilter first(long count) {
    return new RowFilter(new int[0], count);
  }

  /** These ones. */
  static RowFilter of(int[] sorted) {
    return new RowFilter(sorted, sorted.length);
  }

  /** Whether a row of this number is wanted; numbers come one after the other. */
  boolean takes(long number) {
    boolean taken = sorted.length == 0 || sorted[(int) next] == number;
    next += taken ? 1 : 0;
    return taken;
  }

  /** Whether there is any row left to be wanted. */
  boolean wantsMore() {
    return next < count;
  }
}
