package dev.rondo.core.validation;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.core.search.ExpandedConfig;
import dev.rondo.core.search.Expansion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No two runs of an experiment may be the same, and random search must find its samples. */
record ExpansionRule(YamlDocument document, Problems problems) {

  /**
   * Looks at the expansion.
   *
   * @param experiment valid but for that
   */
  void check(Experiment experiment) {
    List<ExpandedConfig> expansion = Expansion.of(experiment);
    Map<String, String> first = new HashMap<>();
    for (ExpandedConfig config : expansion) {
      String earlier = first.putIfAbsent(config.digest(), config.config());
      if (earlier != null) {
        problems.add(
            document,
            experiment.spec().search() == null ? "spec.configs" : "spec.search",
            earlier.equals(config.config())
                ? "gives the same config twice in " + earlier
                : "gives %s and %s the same config; a run's identity is its config, so change or drop one"
                    .formatted(earlier, config.config()));
      }
    }
    samples(experiment, expansion);
  }

  private void samples(Experiment experiment, List<ExpandedConfig> expansion) {
    if (experiment.spec().search() == null || experiment.spec().search().random() == null) {
      return;
    }
    int wanted = experiment.spec().search().random().samples();
    Map<String, Integer> drawn = new HashMap<>();
    expansion.forEach(config -> drawn.merge(config.config(), 1, Integer::sum));
    int least = drawn.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    if (least < wanted) {
      problems.add(
          document,
          "spec.search.random.samples",
          "is %d, but only %d different configs were found; widen the ranges or ask for fewer"
              .formatted(wanted, least));
    }
  }
}
