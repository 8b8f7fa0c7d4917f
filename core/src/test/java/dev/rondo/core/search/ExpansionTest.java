package dev.rondo.core.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.core.validation.Manifests;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExpansionTest {
  private static final String HEAD =
      """
      apiVersion: rondo.dev/v1alpha1
      kind: Experiment
      metadata: {name: e}
      spec:
        model: {uri: m, dtype: bfloat16}
        dataset: {train: {uri: t, limit: 5}, eval: {uri: v}}
      """;
  private static final String RANDOM =
      """
        search:
          random:
            samples: %d
            parameters:
            - {path: trainingArgs.learning_rate, min: 1e-5, max: 1e-2, scale: Log}
            - {path: peft.r, min: 1, max: 64}
            - {path: trainingArgs.weight_decay, min: 0, max: 0.3, step: 0.1}
            - {path: trainingArgs.lr_scheduler_type, values: [linear, cosine]}
      """;

  @Test
  void withoutConfigsThereIsOneLeafNamedBase() {
    List<ExpandedConfig> expanded = expand(HEAD);
    assertEquals(List.of("base"), expanded.stream().map(ExpandedConfig::config).toList());
    assertNull(expanded.getFirst().spec().config().peft());
    assertEquals(42, expanded.getFirst().spec().seed());
    assertEquals(4, expanded.getFirst().spec().chunks());
  }

  @Test
  void aLeafWinsOverBaseAndBaseOverTheExperimentFieldByField() {
    List<ExpandedConfig> expanded =
        expand(
            HEAD
                + """
                  seed: 7
                  base: {model: {uri: b}, peft: {r: 4, target_modules: [q, v]}, trainingArgs: {seed: 9}}
                  configs:
                  - {name: one, peft: {target_modules: [k]}, dataset: {train: {uri: own}}}
                  - {name: two, trainingArgs: {seed: 11}}
                """);
    var one = expanded.get(0).spec();
    assertEquals("b", one.model().uri());
    assertEquals("bfloat16", one.model().dtype());
    assertEquals("{\"r\":4,\"target_modules\":[\"k\"]}", one.config().peft().toString());
    assertEquals("own", one.dataset().train().uri());
    assertNull(one.dataset().train().limit());
    assertEquals("v", one.dataset().eval().uri());
    assertEquals(9, one.seed());
    assertEquals(11, expanded.get(1).spec().seed());
  }

  @Test
  void anyFieldOfALeafCanBeSearchedAlsoInsideAMap() {
    List<ExpandedConfig> expanded =
        expand(
            HEAD
                + """
                  base: {trainingArgs: {lr_scheduler_type: cosine}}
                  search:
                    grid:
                    - {path: model.uri, values: [m1, m2]}
                    - {path: trainingArgs.lr_scheduler_kwargs.num_cycles, values: [0.5, 1.5]}
                    - {path: peft.target_modules, values: [all-linear, [q_proj]]}
                """);
    assertEquals(8, expanded.size());
    assertEquals("m2", expanded.getLast().spec().model().uri());
    JsonNode args = expanded.getLast().spec().config().trainingArgs();
    assertEquals(1.5, args.at("/lr_scheduler_kwargs/num_cycles").doubleValue());
  }

  @Property(tries = 60)
  void randomSamplesDifferStayInRangeAndFollowFromTheSeedAlone(
      @ForAll @IntRange(min = 0, max = 1_000_000) int seed,
      @ForAll @IntRange(min = 1, max = 64) int samples) {
    String text = HEAD + "  seed: " + seed + "\n" + RANDOM.formatted(samples);
    List<ExpandedConfig> expanded = expand(text);
    assertEquals(samples, expanded.size());
    HashSet<String> digests = new HashSet<>();
    for (ExpandedConfig config : expanded) {
      assertTrue(digests.add(config.digest()));
      JsonNode args = config.spec().config().trainingArgs();
      double rate = args.get("learning_rate").doubleValue();
      assertTrue(rate >= 1e-5 && rate <= 1e-2, () -> "rate " + rate);
      JsonNode rank = config.spec().config().peft().get("r");
      assertTrue(rank.isIntegralNumber() && rank.intValue() >= 1 && rank.intValue() <= 64);
      assertTrue(List.of(0.0, 0.1, 0.2, 0.3).contains(args.get("weight_decay").doubleValue()));
    }
    assertEquals(digests(expanded), digests(expand(text)));
  }

  @Property(tries = 30)
  void moreSamplesBeginWithTheSameOnesWhateverStandsBeside(
      @ForAll @IntRange(min = 1, max = 30) int samples) {
    String one = "  configs: [{name: a}]\n";
    String two = "  configs: [{name: b, trainingArgs: {max_steps: 3}}, {name: a}]\n";
    List<ExpandedConfig> few = expand(HEAD + one + RANDOM.formatted(samples));
    List<ExpandedConfig> more = expand(HEAD + two + RANDOM.formatted(samples + 2));
    List<ExpandedConfig> ofA = more.stream().filter(c -> c.config().equals("a")).toList();
    assertEquals(digests(few), digests(ofA.subList(0, samples)));
  }

  @Test
  void logarithmicRangesDrawEveryDecadeAboutAsOften() {
    List<ExpandedConfig> expanded = expand(HEAD + RANDOM.formatted(64));
    for (double decade : new double[] {1e-5, 1e-4, 1e-3}) {
      long within =
          expanded.stream()
              .map(c -> c.spec().config().trainingArgs().get("learning_rate").doubleValue())
              .filter(rate -> rate >= decade && rate < 10 * decade)
              .count();
      assertTrue(within >= 10, decade + " has " + within);
    }
  }

  @Test
  void theSearchesOfTwoLeavesDiffer() {
    String two = "  configs: [{name: a}, {name: b}]\n";
    List<ExpandedConfig> expanded = expand(HEAD + two + RANDOM.formatted(8));
    assertEquals(16, new HashSet<>(digests(expanded)).size());
  }

  private static List<String> digests(List<ExpandedConfig> expanded) {
    return expanded.stream().map(ExpandedConfig::digest).toList();
  }

  private static List<ExpandedConfig> expand(String text) {
    return Expansion.of(Manifests.experiment(text));
  }
}
