package dev.rondo.trainer.objective.dpo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.trainer.step.TokenOutputs;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** WPO's weights, of two pairs with completions of 2 and 1, and 1 and 3 tokens. */
class PairWeightsTest {
  private static final Completions COMPLETIONS =
      new Completions(new int[] {0, 3, 7}, new int[] {2, 4}, 1);
  private static final float[] LOGP = {-1, -2, -3, -1, -2, -4, -3};
  private static final float[] SQUARES = {-2, -2, -1, -1, -1, -2, -3};
  private static final double FIRST = Math.exp((1 + 0) / 2.0 + -2);
  private static final double SECOND = Math.exp(0 + (-1 + -2 + 0) / 3.0);

  @Test
  void aPairCountsAsLikelyAsBothItsCompletionsAre() {
    assertArrayEquals(
        new double[] {FIRST, SECOND}, PairWeights.of(settings(true), COMPLETIONS, outputs()), 1e-9);
    assertArrayEquals(new double[] {1, 1}, PairWeights.of(settings(false), COMPLETIONS, outputs()));
  }

  @Test
  void everyTermIsWeighedAndNoGradientGoesThroughTheWeights() {
    LogRatios ratios =
        LogRatios.of(
            COMPLETIONS, LOGP, new ReferenceLogps(new float[] {-2, -2}, new float[] {-2, -8}));
    DpoGradient plain = DpoGradient.of(settings(false), COMPLETIONS, ratios, outputs());
    DpoGradient weighed = DpoGradient.of(settings(true), COMPLETIONS, ratios, outputs());
    double mean = (FIRST + SECOND) / 2;
    double likelihood = 0.5 * (1 + 2 + 1) / 3;
    double first = Logistic.softplus(-0.1 * (-1 - -1));
    double second = Logistic.softplus(-0.1 * (1 - -1));
    assertEquals(likelihood + (first + second) / 2, plain.loss(), 1e-6);
    assertEquals(mean * likelihood + (FIRST * first + SECOND * second) / 2, weighed.loss(), 1e-6);
    assertEquals(FIRST * plain.dLogp()[2], weighed.dLogp()[2], 1e-9, "of a rejected token");
    assertEquals(SECOND * plain.dLogp()[5], weighed.dLogp()[5], 1e-9, "of another pair's");
  }

  private static TokenOutputs outputs() {
    int n = LOGP.length;
    return new TokenOutputs(LOGP, new float[n], new boolean[n], new float[n], SQUARES);
  }

  private static DpoLoss settings(boolean useWeighting) {
    return new DpoLoss(
        List.of(new DpoLoss.Term(DpoLossType.SIGMOID, 1), new DpoLoss.Term(DpoLossType.SFT, 0.5)),
        useWeighting,
        0.1,
        0,
        FDivergence.REVERSE_KL,
        0.5,
        OptionalDouble.empty(),
        0.05);
  }
}
