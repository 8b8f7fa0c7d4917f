package dev.rondo.operator.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.api.resource.ExperimentResource;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The claims that an experiment's {@code pvc://claim/path} URIs name. */
final class NamedClaims {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern URI =
      Pattern.compile("pvc://([a-z0-9]([-a-z0-9.]*[a-z0-9])?)(/.*)?");

  private NamedClaims() {}

  static SortedSet<String> of(ExperimentResource experiment) {
    SortedSet<String> names = new TreeSet<>();
    collect(JSON.valueToTree(experiment.getSpec()), names);
    return names;
  }

  private static void collect(JsonNode node, SortedSet<String> names) {
    if (node.isTextual()) {
      Matcher uri = URI.matcher(node.textValue());
      if (uri.matches()) {
        names.add(uri.group(1));
      }
    }
    node.forEach(child -> collect(child, names));
  }
}
