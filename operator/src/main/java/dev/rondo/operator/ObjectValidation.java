package dev.rondo.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.validation.ManifestReader;
import dev.rondo.core.validation.Reading;
import dev.rondo.operator.worker.WorkerTemplateRules;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of an object the API server takes and Rondo can't: by the rules of local manifests. */
public final class ObjectValidation {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ObjectValidation() {}

  /** All problems of an experiment, a line each; empty if it makes sense. */
  public static Optional<String> problem(ExperimentResource experiment) {
    List<String> problems = new ArrayList<>(problems(experiment));
    problems.addAll(WorkerTemplateRules.of(experiment).problems());
    return joined(problems);
  }

  /**
   * All problems of a run. Looked for once a generation: a run that was accepted stays so, its spec
   * being immutable.
   */
  public static Optional<String> problem(RunResource run) {
    boolean isKnown =
        Optional.ofNullable(run.getStatus())
            .flatMap(status -> Conditions.find(status.conditions(), ConditionTypes.ACCEPTED))
            .filter(accepted -> accepted.status().equals("True"))
            .map(Condition::observedGeneration)
            .filter(run.getMetadata().getGeneration()::equals)
            .isPresent();
    return isKnown ? Optional.empty() : joined(problems(run));
  }

  private static List<String> problems(CustomResource<?, ?> resource) {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("apiVersion", resource.getApiVersion()).put("kind", resource.getKind());
    tree.putObject("metadata").put("name", resource.getMetadata().getName());
    tree.set("spec", JSON.valueToTree(resource.getSpec()));
    return switch (ManifestReader.read("object", tree.toString())) {
      case Reading.Accepted _ -> List.of();
      case Reading.Refused(var problems) ->
          problems.stream().map(problem -> problem.field() + " " + problem.message()).toList();
    };
  }

  private static Optional<String> joined(List<String> problems) {
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", problems));
  }
}
