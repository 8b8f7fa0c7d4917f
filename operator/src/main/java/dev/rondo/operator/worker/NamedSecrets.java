package dev.rondo.operator.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.api.resource.ExperimentResource;
import java.util.SortedSet;
import java.util.TreeSet;

/** The Secrets that an experiment's reward endpoints name. */
final class NamedSecrets {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NamedSecrets() {}

  static SortedSet<String> of(ExperimentResource experiment) {
    SortedSet<String> names = new TreeSet<>();
    collect(JSON.valueToTree(experiment.getSpec()), names);
    return names;
  }

  private static void collect(JsonNode node, SortedSet<String> names) {
    JsonNode name = node.path("http").path("secretRef").path("name");
    if (name.isTextual()) {
      names.add(name.textValue());
    }
    node.forEach(child -> collect(child, names));
  }
}
