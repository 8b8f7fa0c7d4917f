package dev.rondo.trainer.step;

/** SplitMix64 (Steele, Lea and Flood, 2014), to make keys and streams from keys. */
final class SplitMix {
  /** What a stream's state grows by. */
  static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private SplitMix() {}

  /** The finaliser of state {@code value + GOLDEN_GAMMA}. */
  static long mix(long value) {
    return finish(value + GOLDEN_GAMMA);
  }

  /** The finaliser. */
  static long finish(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
