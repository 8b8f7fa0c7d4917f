package dev.rondo.trainer.grpo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Advantages worked out by hand. */
class AdvantagesTest {
  private static final float CLOSE = 1e-3f;
  private static final double[] ONE = {1};

  @Test
  void groupsAreScaledByTheirOwnDeviationAndEqualOnesAreCounted() {
    Advantages found = of("group", ONE, new double[][] {{1}, {0}, {0.5}, {0.5}});
    // The deviation of 1 and 0 is 1 / sqrt 2.
    assertArrayEquals(new float[] {0.7070f, -0.7070f, 0, 0}, found.advantages(), CLOSE);
    assertEquals(0.5, found.zeroDeviationShare());
  }

  @Test
  void batchAndNoneScaleAlike() {
    double[][] rewards = {{1}, {0}, {0.5}, {0.5}};
    // The deviation of all four is 0.4082.
    assertArrayEquals(
        new float[] {1.2247f, -1.2247f, 0, 0}, of("batch", ONE, rewards).advantages(), CLOSE);
    assertArrayEquals(new float[] {0.5f, -0.5f, 0, 0}, of("none", ONE, rewards).advantages());
  }

  @Test
  void aRewardThatDoesNotApplyLeavesTheOthers() {
    double[][] rewards = {{1, Double.NaN}, {Double.NaN, 2}, {Double.NaN, Double.NaN}, {0, 0}};
    Advantages found = of("none", new double[] {1, 0.5}, rewards);
    assertArrayEquals(new float[] {1, 1, Float.NaN, 0}, found.rewards());
    assertArrayEquals(new float[] {0, 0, 0, 0}, found.advantages(), "the third moves nothing");
  }

  private static Advantages of(String scale, double[] weights, double[][] rewards) {
    return Advantages.of(
        new AdvantageSettings(2, AdvantageSettings.Scale.named(scale).orElseThrow(), false),
        rewards,
        weights);
  }
}
