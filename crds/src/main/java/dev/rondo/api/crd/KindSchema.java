package dev.rondo.api.crd;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.fields.FieldType;
import dev.rondo.api.fields.ManifestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The structural schema of a kind: its fields put together, with lists that are maps, rules, and
 * objects that keep what they don't know, so that it can be refused by name.
 */
final class KindSchema {
  private static final Set<String> KEEPS_UNKNOWN = Set.of("peft", "trainingArgs");

  /** Lists that Kubernetes merges by a key; which also makes the key unique. */
  private static final Map<String, String> MAPS =
      Map.of(
          "spec.configs", "name",
          "spec.requests", "id",
          "status.configs", "name",
          "status.control", "id",
          "status.conditions", "type");

  /** Objects with one writer, which replaces them whole. */
  private static final Set<String> ATOMIC = Set.of("status.worker", "status.placement");

  private final ManifestFields fields;
  private final Map<String, List<Rule>> rules;

  /**
   * The schema of a kind.
   *
   * @param fields with those of the status
   * @param rules by the path of the object they look at
   */
  KindSchema(FieldCatalogue catalogue, List<Field> fields, Map<String, List<Rule>> rules) {
    this.fields = new ManifestFields(catalogue, fields);
    this.rules = rules;
  }

  ObjectNode build(String description) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("description", description).put("type", "object");
    root.putArray("required").add("spec");
    ObjectNode properties = root.putObject("properties");
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    properties.putObject("metadata").put("type", "object");
    properties.set("spec", field("spec", fields.at("spec").orElseThrow()));
    ObjectNode status = properties.putObject("status");
    status.put("description", "What is; written by Rondo.").put("type", "object");
    children(status, "status");
    rules(root, "");
    return root;
  }

  private ObjectNode field(String path, Field field) {
    ObjectNode schema = FieldSchema.of(field);
    if (field.takes(FieldType.OBJECT)) {
      children(schema, path);
    } else if (field.takes(FieldType.LIST)) {
      items(schema, path);
    }
    if (KEEPS_UNKNOWN.contains(field.name())) {
      schema.put("x-kubernetes-preserve-unknown-fields", true);
    }
    if (ATOMIC.contains(path)) {
      schema.put("x-kubernetes-map-type", "atomic");
    }
    rules(schema, path);
    return schema;
  }

  private void items(ObjectNode schema, String path) {
    ObjectNode items = schema.putObject("items");
    if (fields.in(path + "[]").isEmpty()) {
      items.put("x-kubernetes-preserve-unknown-fields", true);
    } else {
      items.put("type", "object");
      children(items, path + "[]");
      rules(items, path + "[]");
    }
    schema.put("x-kubernetes-list-type", MAPS.containsKey(path) ? "map" : "atomic");
    if (MAPS.containsKey(path)) {
      schema.putArray("x-kubernetes-list-map-keys").add(MAPS.get(path));
    }
  }

  private void children(ObjectNode schema, String path) {
    Map<String, Field> children = new TreeMap<>(fields.in(path));
    children.remove("");
    if (children.isEmpty()) {
      return;
    }
    List<String> required = new ArrayList<>();
    ObjectNode properties = schema.putObject("properties");
    children.forEach((name, field) -> {
      properties.set(name, field(path + "." + name, field));
      if (field.required() && !isOfAnUnresolvedLeaf(path, field)) {
        required.add(name);
      }
    });
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(names::add);
    }
  }

  /** What a leaf must have, it may have from the experiment or its base. */
  private boolean isOfAnUnresolvedLeaf(String path, Field field) {
    boolean isOfALeaf = field.path().startsWith("model.uri") || field.path().startsWith("dataset.");
    return isOfALeaf && fields.at("spec.configs").isPresent() && path.startsWith("spec.");
  }

  private void rules(ObjectNode schema, String path) {
    List<Rule> own = rules.getOrDefault(path, List.of());
    if (!own.isEmpty()) {
      ArrayNode validations = schema.putArray("x-kubernetes-validations");
      own.forEach(
          rule -> validations.addObject().put("rule", rule.cel()).put("message", rule.message()));
    }
  }
}
