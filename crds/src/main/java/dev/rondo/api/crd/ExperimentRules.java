package dev.rondo.api.crd;

import dev.rondo.api.fields.EditableFields;
import dev.rondo.api.fields.FieldCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of an Experiment, by the path of the object they look at. */
final class ExperimentRules {
  private static final String FIXED =
      "can't change once an experiment has runs; give the edited experiment another name";

  private ExperimentRules() {}

  static Map<String, List<Rule>> of(FieldCatalogue catalogue) {
    Map<String, List<Rule>> rules = new HashMap<>();
    rules.put(
        "",
        List.of(
            new Rule(
                "self.metadata.name.matches('^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$')",
                "the name becomes part of the names of runs and pods: at most 40 lower case"
                    + " letters, digits and dashes")));
    Stream<Rule> fixed = Immutability.of(catalogue.experiment(), EditableFields.EXPERIMENT, FIXED);
    rules.put("spec", Stream.concat(fixed, Stream.of(sharedStorage())).toList());
    rules.put(
        "spec.search",
        List.of(
            new Rule(
                "has(self.grid) != has(self.random)",
                "spec.search must have exactly one of grid and random")));
    rules.put(
        "spec.search.random.parameters[]",
        List.of(
            new Rule("has(self.min) == has(self.max)", "a range must have both of min and max"),
            new Rule(
                "!has(self.min) || !has(self.max) || self.min <= self.max",
                "min must not be greater than max"),
            new Rule(
                "!has(self.scale) || self.scale != 'Log' || !has(self.min) || self.min > 0.0",
                "a range with scale Log must begin above 0"),
            new Rule(
                "!has(self.step) || !has(self.scale) || self.scale != 'Log'",
                "step can't go with scale Log")));
    rules.put(
        "spec.storage",
        List.of(
            new Rule(
                "!(has(self.size) && has(self.claimName))",
                "spec.storage must have one of size (a new claim) and claimName (one that is"
                    + " there), not both")));
    rules.put("spec.dataset.eval", List.of(evaluation()));
    for (String leaf : List.of("spec.base", "spec.configs[]")) {
      rules.put(leaf + ".rewards[]", List.of(rewardKind(catalogue)));
      rules.put(leaf + ".rewards[].http", List.of(rewardAuthorization()));
    }
    return rules;
  }

  /** Of a Run too. */
  static Rule evaluation() {
    return new Rule(
        "!(has(self.uri) && has(self.split))",
        "dataset.eval must have one of uri (a source of its own) and split (a share of train), not"
            + " both");
  }

  /** Of a Run too. */
  static Rule rewardKind(FieldCatalogue catalogue) {
    List<String> kinds = catalogue.rewardKinds();
    return new Rule(
        kinds.stream()
            .map(kind -> "has(self." + kind + ")")
            .collect(Collectors.joining(", ", "[", "].exists_one(kind, kind)")),
        "a reward must have exactly one of " + String.join(", ", kinds));
  }

  /** Of a Run too. */
  static Rule rewardAuthorization() {
    return new Rule(
        "!(has(self.authorizationEnv) && has(self.secretRef))",
        "http must have at most one of authorizationEnv and secretRef");
  }

  private static Rule sharedStorage() {
    return new Rule(
        "!has(self.worker) || !has(self.worker.replicas) || self.worker.replicas <= 1"
            + " || (has(self.storage) && (has(self.storage.claimName)"
            + " || (has(self.storage.accessModes)"
            + " && self.storage.accessModes.exists(mode, mode == 'ReadWriteMany'))))",
        "several worker.replicas need a volume that all of them can write: set storage.accessModes"
            + " to [ReadWriteMany], or storage.claimName to such a claim");
  }
}
