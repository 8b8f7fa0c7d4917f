package dev.rondo.cli.ranking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.RunSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A run's config as a flat list of fields, such as {@code trainingArgs.learning_rate}. */
final class ConfigFields {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PARTS =
      List.of("trainingArgs", "peft", "model", "dataset", "trainer", "seed", "chunks");

  private ConfigFields() {}

  /** Field to value, the most telling parts first. */
  static Map<String, String> of(RunSpec spec) {
    ObjectNode tree = JSON.valueToTree(spec);
    if (tree.path("config") instanceof ObjectNode config) {
      tree.setAll(config);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (String part : PARTS) {
      flatten(part, tree.path(part), fields);
    }
    if (spec.cloneFrom() != null) {
      String start = spec.cloneFrom().warmStart() == null ? "cold" : "warm";
      fields.put("cloned from", spec.cloneFrom().run() + ", " + start);
    }
    return fields;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> into) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(field -> flatten(path + "." + field.getKey(), field.getValue(), into));
    } else if (!node.isMissingNode() && !node.isNull()) {
      into.put(path, text(node));
    }
  }

  private static String text(JsonNode node) {
    if (node.isFloatingPointNumber()) {
      return NumberText.setting(node.doubleValue());
    }
    if (node.isArray()
        && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isValueNode)) {
      return String.join(
          ",", StreamSupport.stream(node.spliterator(), false).map(ConfigFields::text).toList());
    }
    return node.isValueNode() ? node.asText() : node.toString();
  }
}
