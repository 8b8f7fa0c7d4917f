package dev.rondo.core.stopping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.api.v1alpha1.Goal;
import dev.rondo.api.v1alpha1.Stopping;
import dev.rondo.api.v1alpha1.Stopping.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoppingRuleTest {
  private static final int ORDERS = 20;

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
                "rung 0, after 1 chunk: 3.00000, and 1 of 3 runs better; the best goes on"),
            new Stop(
                "c",
                "StoppedByASHA",
                0,
                3,
                3,
                "rung 0, after 1 chunk: 4.00000, and 2 of 3 runs better; the best goes on")),
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

  @ParameterizedTest
  @CsvSource({
    "support-sft.csv, Minimize",
    "support-dpo.csv, Maximize",
    "arithmetic-grpo.csv, Maximize"
  })
  void onTheCurvesOfAShippedExampleTheBestIsKept(String example, Goal goal) {
    Map<String, List<Evaluation>> curves = RecordedCurves.of(example);
    for (StoppingRule rule :
        List.of(byDefault(Rule.ASHA), new Asha(2, 3), byDefault(Rule.Median))) {
      keepsTheBest(example, curves, rule, goal);
    }
  }

  /** A quarter of an epoch tells learning rates of SFT apart. */
  @Test
  void afterOneChunkTheBestOfTheSftExampleIsKept() {
    String example = "support-sft.csv";
    for (StoppingRule rule : List.of(new Asha(1, 2), new Median(1))) {
      keepsTheBest(example, RecordedCurves.of(example), rule, Goal.Minimize);
    }
  }

  /** It does not tell accuracies of 120 pairs apart. */
  @Test
  void afterOneChunkTheBestOfTheDpoExampleWouldBeStoppedSoTheDefaultWaitsForTwo() {
    Map<String, List<Evaluation>> curves = RecordedCurves.of("support-dpo.csv");
    String best = best(curves, Goal.Maximize);
    for (StoppingRule rule : List.of(new Asha(1, 2), new Median(1))) {
      assertTrue(Race.of(curves, rule, Goal.Maximize, 7).stopped().contains(best));
    }
  }

  /** In whatever order evaluations come in; prints what is saved. */
  private static void keepsTheBest(
      String example, Map<String, List<Evaluation>> curves, StoppingRule rule, Goal goal) {
    String best = best(curves, goal);
    int all = chunks(curves.values().stream().mapToInt(List::size).sum(), curves);
    Set<String> stopped = new TreeSet<>();
    int most = 0;
    for (long seed = 0; seed < ORDERS; seed++) {
      Race.Outcome fair = Race.fair(curves, rule, goal, seed);
      most = Math.max(most, chunks(fair.evaluations(), curves));
      stopped.addAll(fair.stopped());
      stopped.addAll(Race.of(curves, rule, goal, seed).stopped());
    }
    assertFalse(stopped.contains(best), rule + " stopped " + best);
    assertTrue(most < all, rule + " saved nothing");
    IO.println(
        "%s: %s stopped %s; at most %d of %d chunks were trained, %d %% saved"
            .formatted(example, rule, stopped, most, all, 100 * (all - most) / all));
  }

  private static StoppingRule byDefault(Rule rule) {
    return StoppingRules.of(new Stopping(rule, null, null)).orElseThrow();
  }

  private static String best(Map<String, List<Evaluation>> curves, Goal goal) {
    int sign = goal == Goal.Minimize ? 1 : -1;
    return curves.entrySet().stream()
        .min(Comparator.comparingDouble(curve -> sign * curve.getValue().getLast().value()))
        .orElseThrow()
        .getKey();
  }

  /** Each run's first evaluation is of the base model, before any chunk. */
  private static int chunks(int evaluations, Map<String, List<Evaluation>> curves) {
    return evaluations - curves.size();
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
