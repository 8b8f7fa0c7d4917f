package dev.rondo.core.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.Config;
import dev.rondo.api.v1alpha1.ExperimentSpec;
import java.util.Map;
import java.util.Set;

/**
 * A leaf as a tree {@code {model, dataset, peft, trainingArgs}}: the experiment's model and data,
 * {@code spec.base} over them, a named config over that, a searched value over all.
 */
final class LeafTree {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> SECTIONS = Set.of("model", "dataset", "peft", "trainingArgs");

  private LeafTree() {}

  /** The leaf of a config; of the experiment alone when the config is null. */
  static ObjectNode of(ExperimentSpec spec, Config config) {
    ObjectNode leaf = JsonNodeFactory.instance.objectNode();
    if (spec.model() != null) {
      leaf.set("model", JSON.valueToTree(spec.model()));
    }
    if (spec.dataset() != null) {
      leaf.set("dataset", JSON.valueToTree(spec.dataset()));
    }
    merge(leaf, spec.base());
    merge(leaf, config);
    return leaf;
  }

  /**
   * Sets a searched field.
   *
   * @param path e.g. {@code trainingArgs.learning_rate}
   */
  static void set(ObjectNode leaf, String path, JsonNode value) {
    ObjectNode at = leaf;
    String rest = path;
    for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
      String name = rest.substring(0, dot);
      at = at.get(name) instanceof ObjectNode inner ? inner : at.putObject(name);
      rest = rest.substring(dot + 1);
    }
    at.set(rest, value.deepCopy());
  }

  /** Sections are merged field by field; a field itself, also a list or an object, is replaced. */
  private static void merge(ObjectNode leaf, Config over) {
    if (over == null) {
      return;
    }
    ObjectNode tree = JSON.valueToTree(over);
    for (Map.Entry<String, JsonNode> section : tree.properties()) {
      if (!SECTIONS.contains(section.getKey())) {
        continue;
      }
      if (leaf.get(section.getKey()) instanceof ObjectNode under
          && section.getValue() instanceof ObjectNode fields) {
        under.setAll(fields);
      } else {
        leaf.set(section.getKey(), section.getValue());
      }
    }
  }
}
