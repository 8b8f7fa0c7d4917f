package dev.rondo.core.stopping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.Goal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {
  @Property(tries = 200)
  void whatIsStoppedDoesNotDependOnTheOrderInWhichEvaluationsComeIn(
      @ForAll("curves") Map<String, List<Evaluation>> curves,
      @ForAll("rules") StoppingRule rule,
      @ForAll long seed,
      @ForAll long other) {
    assertEquals(
        Race.of(curves, rule, Goal.Minimize, seed).judged(),
        Race.of(curves, rule, Goal.Minimize, other).judged());
  }

  @Property(tries = 200)
  void theRunThatIsBestEverywhereIsNeverStopped(
      @ForAll("curves") Map<String, List<Evaluation>> curves,
      @ForAll("rules") StoppingRule rule,
      @ForAll long seed) {
    Map<String, List<Evaluation>> withBest = new HashMap<>(curves);
    withBest.put("best", curve(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)));
    assertFalse(Race.of(withBest, rule, Goal.Minimize, seed).judged().contains("best"));
  }

  @Property(tries = 100)
  void ofEqualLengthCurvesTheExpectedShareIsLeftAfterEachRung(
      @ForAll @IntRange(min = 2, max = 20) int runs, @ForAll long seed) {
    Map<String, List<Evaluation>> curves = new HashMap<>();
    for (int i = 0; i < runs; i++) {
      curves.put("run-" + i, curve(List.of(i + 0.5, i + 0.5)));
    }
    Race.Outcome outcome = Race.of(curves, new Asha(1, 2), Goal.Minimize, seed);
    int afterFirst = Math.max(1, runs / 2);
    int afterSecond = afterFirst < 2 ? afterFirst : Math.max(1, afterFirst / 2);
    assertEquals(runs - afterSecond, outcome.judged().size());
  }

  @Test
  void aStopTellsItsRungAndRank() {
    List<Contender> runs = List.of(at("a", 1, 2.0), at("b", 1, 3.0), at("c", 1, 4.0));
    assertEquals(
        List.of(
            new Stop(
                "b",
                "StoppedByASHA",
                0,
                2,
                3,
                "rung 0, after 1 chunks: rank 2 of 3 (3.00000); the best 1 go on"),
            new Stop(
                "c",
                "StoppedByASHA",
                0,
                3,
                3,
                "rung 0, after 1 chunks: rank 3 of 3 (4.00000); the best 1 go on")),
        new Asha(1, 3).stops(runs, Goal.Minimize));
  }

  @Test
  void aRunThatWasResumedIsNotStoppedAtTheSameRungAgain() {
    Contender resumed =
        new Contender("b", Optional.of("key"), at("b", 1, 3.0).evaluations(), true, Set.of(0));
    assertEquals(List.of(), new Asha(1, 2).stops(List.of(at("a", 1, 2.0), resumed), Goal.Minimize));
  }

  @Test
  void valuesOfDifferentKeysAreNotCompared() {
    Contender other =
        new Contender("b", Optional.of("other"), at("b", 1, 9.0).evaluations(), true, Set.of());
    assertEquals(List.of(), new Asha(1, 2).stops(List.of(at("a", 1, 2.0), other), Goal.Minimize));
  }

  @Test
  void aLossThatIsNotANumberIsTheWorst() {
    List<Contender> runs = List.of(at("a", 1, Double.NaN), at("b", 1, 3.0));
    for (Goal goal : Goal.values()) {
      assertEquals("a", new Asha(1, 2).stops(runs, goal).getFirst().run());
    }
  }

  @Test
  void onTheCurvesOfTheShippedExampleTheBestIsKept() {
    Map<String, List<Evaluation>> curves = RecordedCurves.of("support-sft.csv");
    String best =
        curves.entrySet().stream()
            .min(Comparator.comparingDouble(curve -> curve.getValue().getLast().value()))
            .orElseThrow()
            .getKey();
    for (StoppingRule rule : List.of(new Asha(1, 2), new Asha(1, 3), new Median(1))) {
      Race.Outcome outcome = Race.of(curves, rule, Goal.Minimize, 7);
      int all = curves.values().stream().mapToInt(List::size).sum();
      assertFalse(outcome.stopped().contains(best), rule + " stopped " + best);
      assertTrue(outcome.evaluations() < all, rule + " saved nothing");
      IO.println(
          "%s stopped %s; %d of %d chunks were trained"
              .formatted(
                  rule,
                  outcome.stopped(),
                  outcome.evaluations() - curves.size(),
                  all - curves.size()));
    }
  }

  private static Contender at(String run, double chunks, double value) {
    return new Contender(
        run, Optional.of("key"), List.of(new Evaluation(chunks, value)), true, Set.of());
  }

  private static List<Evaluation> curve(List<Double> values) {
    List<Evaluation> curve = new ArrayList<>();
    for (double value : values) {
      curve.add(new Evaluation(curve.size() + 1, value));
    }
    return curve;
  }

  @Provide
  Arbitrary<StoppingRule> rules() {
    return Arbitraries.of(
        new Asha(1, 2), new Asha(2, 2), new Asha(1, 3), new Median(1), new Median(2));
  }

  @Provide
  Arbitrary<Map<String, List<Evaluation>>> curves() {
    Arbitrary<List<Evaluation>> curve =
        Arbitraries.doubles()
            .between(0.01, 9)
            .list()
            .ofMinSize(1)
            .ofMaxSize(6)
            .map(StoppingRuleTest::curve);
    return Arbitraries.maps(Arbitraries.integers().between(0, 30).map(i -> "run-" + i), curve)
        .ofMinSize(1)
        .ofMaxSize(9);
  }
}
