package dev.rondo.trainer.order;

/** NumPy's default generator, PCG XSL RR 128/64 (O'Neill, 2014), seeded by its SeedSequence. */
final class Pcg64 {
  private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
  private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;

  private final long incrementHigh;
  private final long incrementLow;
  private long high;
  private long low;
  private long spare;
  private boolean hasSpare;

  Pcg64(long seed) {
    long[] words = SeedSequence.words(seed);
    incrementHigh = words[2] << 1 | words[3] >>> 63;
    incrementLow = words[3] << 1 | 1;
    step();
    add(words[0], words[1]);
    step();
  }

  /** A number in {@code [0, max]}, max positive: NumPy's random_interval, by masked rejection. */
  int upTo(int max) {
    long mask = 2L * Integer.highestOneBit(max) - 1;
    long drawn = nextUnsigned32() & mask;
    while (drawn > max) {
      drawn = nextUnsigned32() & mask;
    }
    return (int) drawn;
  }

  /** Half of a 64-bit draw: the low one first, the high one kept for the next call. */
  private long nextUnsigned32() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    step();
    long drawn = Long.rotateRight(high ^ low, (int) (high >>> 58));
    spare = drawn >>> 32;
    hasSpare = true;
    return drawn & 0xFFFFFFFFL;
  }

  private void step() {
    long productHigh =
        Math.unsignedMultiplyHigh(low, MULTIPLIER_LOW)
            + high * MULTIPLIER_LOW
            + low * MULTIPLIER_HIGH;
    low *= MULTIPLIER_LOW;
    high = productHigh;
    add(incrementHigh, incrementLow);
  }

  private void add(long otherHigh, long otherLow) {
    low += otherLow;
    high += otherHigh + (Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0);
  }
}
