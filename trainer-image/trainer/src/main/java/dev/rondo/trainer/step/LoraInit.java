package dev.rondo.trainer.step;

import java.nio.FloatBuffer;

/**
 * PEFT's initialisation of LoRA A, {@code kaiming_uniform_(a=sqrt(5))}: uniform within 1 /
 * sqrt(fan_in). The numbers are keyed by (seed, tensor name), so that they do not depend on what
 * else is adapted.
 */
final class LoraInit {
  private static final double UNIT = 0x1.0p-53;

  private LoraInit() {}

  /** Fills a tensor of shape {@code [r, fanIn]}. */
  static void kaimingUniform(FloatBuffer target, long fanIn, long seed, String name) {
    double bound = 1 / Math.sqrt((double) fanIn);
    long state = SplitMix.finish(seed);
    for (int i = 0; i < name.length(); i++) {
      state = SplitMix.finish(state + name.charAt(i));
    }
    while (target.hasRemaining()) {
      state += SplitMix.GOLDEN_GAMMA;
      double unit = (SplitMix.finish(state) >>> 11) * UNIT;
      target.put((float) ((2 * unit - 1) * bound));
    }
  }
}
