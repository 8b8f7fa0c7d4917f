package dev.rondo.trainer.objective.dpo;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairLossTest {
  private static final double STEP = 1e-5;
  private static final double CLOSE = 1e-6;

  /** TRL's formulas at c = 0.8, r = -0.4, beta 0.3, label_smoothing 0.1, five and three tokens. */
  private static final Map<DpoLossType, Double> EXPECTED =
      Map.ofEntries(
          entry(DpoLossType.SIGMOID, 0.529260449),
          entry(DpoLossType.HINGE, 0.640000000),
          entry(DpoLossType.IPO, 1.886044444),
          entry(DpoLossType.EXO_PAIR, 0.331125081),
          entry(DpoLossType.NCA_PAIR, 1.307968001),
          entry(DpoLossType.ROBUST, 0.484260449),
          entry(DpoLossType.BCO_PAIR, 1.215276068),
          entry(DpoLossType.SPPO_HARD, 2.355555556),
          entry(DpoLossType.APO_ZERO, 0.910322299),
          entry(DpoLossType.APO_DOWN, 0.970673215),
          entry(DpoLossType.DISCOPOP, 0.697550683),
          entry(DpoLossType.SIGMOID_NORM, 0.650114868));

  /** TRL's aot of the test's two lists. */
  private static final double AOT = 0.653090186;

  @Property(tries = 200)
  void derivativesAreThoseOfTheValue(
      @ForAll DpoLossType type,
      @ForAll @DoubleRange(min = -3, max = 3) double chosen,
      @ForAll @DoubleRange(min = -3, max = 3) double rejected,
      @ForAll @IntRange(min = 1, max = 9) int chosenTokens,
      @ForAll @IntRange(min = 1, max = 9) int rejectedTokens) {
    boolean ofPairs =
        type != DpoLossType.SFT && type != DpoLossType.AOT && type != DpoLossType.AOT_UNPAIRED;
    boolean smooth = type != DpoLossType.HINGE || Math.abs(0.3 * (chosen - rejected) - 1) > 1e-3;
    if (ofPairs && smooth) {
      DpoLoss loss = DpoLoss.of(type, 0.3, 0.1);
      PairLoss at = PairLoss.of(type, loss, chosen, rejected, chosenTokens, rejectedTokens);
      double up =
          PairLoss.of(type, loss, chosen + STEP, rejected, chosenTokens, rejectedTokens).value();
      double down =
          PairLoss.of(type, loss, chosen - STEP, rejected, chosenTokens, rejectedTokens).value();
      assertEquals((up - down) / (2 * STEP), at.dChosen(), CLOSE * (1 + Math.abs(at.dChosen())));
      up = PairLoss.of(type, loss, chosen, rejected + STEP, chosenTokens, rejectedTokens).value();
      down = PairLoss.of(type, loss, chosen, rejected - STEP, chosenTokens, rejectedTokens).value();
      assertEquals(
          (up - down) / (2 * STEP), at.dRejected(), CLOSE * (1 + Math.abs(at.dRejected())));
    }
  }

  @Property(tries = 100)
  void slopesOfDivergencesAreThoseOfTheirScores(
      @ForAll FDivergence divergence,
      @ForAll @DoubleRange(min = -3, max = 3) double ratio,
      @ForAll @DoubleRange(min = -1, max = 2) double alpha) {
    double up = divergence.score(ratio + STEP, alpha);
    double down = divergence.score(ratio - STEP, alpha);
    double slope = divergence.slope(ratio, alpha);
    assertEquals((up - down) / (2 * STEP), slope, CLOSE * (1 + Math.abs(slope)) * 10);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"SFT", "AOT", "AOT_UNPAIRED"},
      mode = EnumSource.Mode.EXCLUDE)
  void valuesAreTrls(DpoLossType type) {
    PairLoss loss = PairLoss.of(type, DpoLoss.of(type, 0.3, 0.1), 0.8, -0.4, 5, 3);
    assertEquals(EXPECTED.get(type), loss.value(), 1e-6);
  }

  @Test
  void aotComparesPairsOfEqualRank() {
    SortedLoss loss =
        SortedLoss.of(new double[] {2, -1, 0.5}, new double[] {0.1, 0.4, -0.3}, 0.3, 0.1);
    assertEquals(AOT, loss.value(), 1e-6);
    assertEquals(0, loss.dUpper()[0] + loss.dLower()[1], 1e-12);
    assertEquals(0, loss.dUpper()[1] + loss.dLower()[2], 1e-12);
  }
}
