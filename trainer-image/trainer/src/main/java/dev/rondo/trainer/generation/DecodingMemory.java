package dev.rondo.trainer.generation;

/** What decoding takes of memory besides the model, in bytes. */
public final class DecodingMemory {
  /** Rows are decoded together as long as their keys and values take no more. */
  static final long CACHE_BYTES = 1L << 31;

  /** Numbers of weights that may be copied to hold the adapter within. */
  static final long MOST_COPIED = 1L << 28;

  private DecodingMemory() {}

  /**
   * Roughly, at most.
   *
   * @param layers of the model
   * @param keyValueHeads of a layer
   * @param headDim size of a head
   * @param columns tokens of the longest prompt and of the longest completion
   * @param base bytes of the model
   */
  public static long bytes(
      int layers, int keyValueHeads, int headDim, long rows, long columns, long base) {
    long cache = Math.min(CACHE_BYTES, rows * perRow(layers, keyValueHeads, headDim, columns));
    return cache + Math.min(base, MOST_COPIED * Float.BYTES);
  }

  /** Keys and values of a row. */
  static long perRow(long layers, long keyValueHeads, long headDim, long columns) {
    return 2L * Float.BYTES * layers * keyValueHeads * headDim * columns;
  }
}
