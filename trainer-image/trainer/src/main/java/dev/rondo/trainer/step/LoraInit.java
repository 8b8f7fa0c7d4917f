package dev.rondo.trainer.step;

import java.nio.FloatBuffer;

/**
 * PEFT's initialisation of LoRA A, {@code kaiming_uniform_(a=sqrt(5))}: uniform within 1 /
 * sqrt(fan_in). The numbers are keyed by (seed, tensor name), so that they do not depend on what
 * else is adapted.
 */
final class LoraInit {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private LoraInit() {}

  /** Fills a tensor of shape {@code [r, fanIn]}. */
  static void kaimingUniform(FloatBuffer target, long fanIn, long seed, String name) {
    double bound = 1 / Math.sqrt((double) fanIn);
    long state = mix(seed);
    for (int i = 0; i < name.length(); i++) {
      state = mix(state + name.charAt(i));
    }
    while (target.hasRemaining()) {
      state += GOLDEN_GAMMA;
      double unit = (mix(state) >>> 11) * UNIT;
      target.put((float) ((2 * unit - 1) * bound));
    }
  }

  /** SplitMix64's finaliser (Steele, Lea and Flood, 2014). */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
