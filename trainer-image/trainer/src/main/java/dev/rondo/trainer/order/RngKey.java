package dev.rondo.trainer.order;

/** Keys of random streams: a hash of what a number is drawn for, never of when it is drawn. */
public final class RngKey {
  private RngKey() {}

  /** What numbers are drawn for; two purposes never share a stream. */
  public enum Purpose {
    INIT(1),
    DROPOUT(2),
    GENERATION(3);

    private final long code;

    Purpose(long code) {
      this.code = code;
    }
  }

  /** The key of a micro-batch of an optimizer step, both from 0. */
  public static long of(long seed, Purpose purpose, long step, long microBatch) {
    return mix(mix(mix(mix(seed) ^ purpose.code) ^ step) ^ microBatch);
  }

  /** The key of a completion: the sample-th of a row of the data, in a round. */
  public static long ofCompletion(long seed, long round, long row, long sample) {
    return mix(of(seed, Purpose.GENERATION, round, row) ^ sample);
  }

  /** The number in [0, 1) that a stream has at a position, in steps of 2^-23. */
  public static float uniform(long key, long position) {
    return (mix(key ^ mix(position)) >>> 41) * 0x1.0p-23f;
  }

  /** SplitMix64's finaliser (Steele, Lea and Flood, 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
