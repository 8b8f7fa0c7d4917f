package dev.rondo.trainer.generation;

import dev.rondo.trainer.model.ModelConfig;

/** What decoding takes of memory besides the model, in bytes. */
public final class DecodingMemory {
  /** Rows are decoded together as long as their keys and values take no more. */
  private static final long CACHE_BYTES = 1L << 31;

  /** Numbers of weights that may be copied to hold the adapter within. */
  static final long MOST_COPIED = 1L << 28;

  /** MKL's products have the same bits for any number of rows from 4 up. */
  static final int LEAST_ROWS = 4;

  private DecodingMemory() {}

  /**
   * Roughly, at most.
   *
   * @param columns tokens of the longest prompt and of the longest completion
   * @param base bytes of the model
   */
  public static long bytes(ModelConfig config, long rows, long columns, long base) {
    long perRow = perRow(config.layers(), config.keyValueHeads(), config.headDim(), columns);
    long together = Math.clamp(rows, LEAST_ROWS, rowsAtOnce(perRow));
    return together * perRow + Math.min(base, MOST_COPIED * Float.BYTES);
  }

  /** Rows that are decoded together at most. */
  static int rowsAtOnce(long perRow) {
    return Math.clamp(CACHE_BYTES / Math.max(1, perRow), LEAST_ROWS, Integer.MAX_VALUE);
  }

  /** Keys and values of a row. */
  static long perRow(long layers, long keyValueHeads, long headDim, long columns) {
    return 2L * Float.BYTES * layers * keyValueHeads * headDim * columns;
  }
}
