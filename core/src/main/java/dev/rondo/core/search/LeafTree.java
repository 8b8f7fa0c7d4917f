package dev.rondo.core.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.RunSpec;
import java.util.List;

/**
 * A leaf as a tree {@code {model, dataset, peft, trainingArgs, rewards, generation}}: the
 * experiment's model and data, {@code spec.base} over them, a named config over that, a searched
 * value over all.
 */
public final class LeafTree {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SHARED = List.of("model", "dataset");
  private static final List<String> SECTIONS =
      List.of("model", "dataset", "peft", "trainingArgs", "referencePolicy", "generation");

  private LeafTree() {}

  /**
   * The leaf of a config.
   *
   * @param spec of an experiment
   * @param config one of {@code spec.configs}; missing: the leaf of the experiment alone
   */
  public static ObjectNode of(JsonNode spec, JsonNode config) {
    ObjectNode leaf = JsonNodeFactory.instance.objectNode();
    merge(leaf, spec, SHARED);
    merge(leaf, spec.path("base"), SECTIONS);
    merge(leaf, config, SECTIONS);
    return leaf;
  }

  /** The leaf that a run was made from. */
  public static ObjectNode of(RunSpec run) {
    JsonNode spec = JSON.valueToTree(run);
    return of(spec, spec.path("config"));
  }

  /** Leaves a field out. */
  public static void remove(ObjectNode leaf, String path) {
    int dot = path.lastIndexOf('.');
    JsonNode parent = dot < 0 ? leaf : leaf.at("/" + path.substring(0, dot).replace('.', '/'));
    if (parent instanceof ObjectNode object) {
      object.remove(path.substring(dot + 1));
    }
  }

  /**
   * Sets a searched field.
   *
   * @param path e.g. {@code trainingArgs.learning_rate}
   */
  public static void set(ObjectNode leaf, String path, JsonNode value) {
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
  private static void merge(ObjectNode leaf, JsonNode over, List<String> sections) {
    for (String section : sections) {
      if (over.get(section) instanceof ObjectNode fields) {
        if (leaf.get(section) instanceof ObjectNode under) {
          under.setAll(fields.deepCopy());
        } else {
          leaf.set(section, fields.deepCopy());
        }
      } else if (over.has(section) && !over.path(section).isNull()) {
        leaf.set(section, over.get(section));
      }
    }
    if (sections.contains("generation") && over.path("rewards").isArray()) {
      leaf.set("rewards", over.get("rewards").deepCopy());
    }
  }
}
