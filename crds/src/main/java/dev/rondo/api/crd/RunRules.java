package dev.rondo.api.crd;

import dev.rondo.api.fields.EditableFields;
import dev.rondo.api.fields.FieldCatalogue;
import java.util.List;
import java.util.Map;

/** The rules of a Run, by the path of the object they look at. */
final class RunRules {
  private static final String OWN_RECORD =
      "spec.requests is Rondo's own record; make a gesture by an annotation"
          + " (rondo.dev/stop=true) or by spec.desiredState";

  private RunRules() {}

  static Map<String, List<Rule>> of(FieldCatalogue catalogue) {
    return Map.of(
        "",
        List.of(
            new Rule(
                "self.metadata.name.matches('^[a-z0-9]([-a-z0-9]{0,98}[a-z0-9])?$')",
                "names of runs have at most 100 lower case letters, digits and dashes")),
        "spec",
        Immutability.of(
                catalogue.run(),
                EditableFields.RUN,
                "can't change: a run is what it was made from; clone it to try something else")
            .toList(),
        "spec.dataset.eval",
        List.of(ExperimentRules.evaluation()),
        "spec.config.rewards[]",
        List.of(ExperimentRules.rewardKind(catalogue)),
        "spec.config.rewards[].http",
        List.of(ExperimentRules.rewardAuthorization()),
        "spec.requests[]",
        List.of(
            new Rule("size(self.id) >= 1 && size(self.id) <= 100", OWN_RECORD),
            new Rule("has(self.result) && has(self.time)", OWN_RECORD),
            new Rule("self.gesture != 'delete'", "a run is deleted with kubectl delete run"),
            new Rule(
                "self.gesture != 'checkpoint'"
                    + " || (has(self.payload) && self.payload.matches('^[0-9]{1,18}$'))",
                OWN_RECORD)),
        "status",
        List.of(
            new Rule(
                "!has(oldSelf.placement) || !has(self.placement)"
                    + " || self.placement.epoch >= oldSelf.placement.epoch",
                "status.placement.epoch never goes back"),
            new Rule(
                "!has(oldSelf.source) || (has(self.source) && self.source == oldSelf.source)",
                "status.source is fixed once")));
  }
}
