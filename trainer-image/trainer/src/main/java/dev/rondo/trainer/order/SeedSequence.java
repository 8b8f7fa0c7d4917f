package dev.rondo.trainer.order;

/** NumPy's SeedSequence: spreads a seed over a pool and draws a generator's first state from it. */
final class SeedSequence {
  private static final int POOL = 4;
  private static final int INIT_A = 0x43b0d7e5;
  private static final int MULT_A = 0x931e8875;
  private static final int INIT_B = 0x8b51f9dd;
  private static final int MULT_B = 0x58f38ded;
  private static final int MIX_LEFT = 0xca01f9dd;
  private static final int MIX_RIGHT = 0x4973f715;

  private int hash = INIT_A;

  private SeedSequence() {}

  /** {@code SeedSequence(seed).generate_state(4, uint64)}. */
  static long[] words(long seed) {
    int[] pool = new SeedSequence().pool((int) seed, (int) (seed >>> 32));
    long[] words = new long[POOL];
    int hash = INIT_B;
    for (int i = 0; i < 2 * POOL; i++) {
      int value = pool[i % POOL] ^ hash;
      hash *= MULT_B;
      value *= hash;
      value ^= value >>> 16;
      words[i / 2] |= Integer.toUnsignedLong(value) << (32 * (i % 2));
    }
    return words;
  }

  private int[] pool(int low, int high) {
    int[] pool = {hashed(low), hashed(high), hashed(0), hashed(0)};
    for (int from = 0; from < POOL; from++) {
      for (int to = 0; to < POOL; to++) {
        if (from != to) {
          int mixed = MIX_LEFT * pool[to] - MIX_RIGHT * hashed(pool[from]);
          pool[to] = mixed ^ mixed >>> 16;
        }
      }
    }
    return pool;
  }

  private int hashed(int value) {
    int mixed = value ^ hash;
    hash *= MULT_A;
    mixed *= hash;
    return mixed ^ mixed >>> 16;
  }
}
