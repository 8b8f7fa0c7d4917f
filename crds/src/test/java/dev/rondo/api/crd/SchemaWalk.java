package dev.rondo.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Every schema in a CRD by its path from the object, as in {@code spec.configs[].name}. */
final class SchemaWalk {
  private final Map<String, JsonNode> found = new TreeMap<>();

  private SchemaWalk() {}

  static Map<String, JsonNode> of(JsonNode crd) {
    SchemaWalk walk = new SchemaWalk();
    walk.visit("", version(crd).at("/schema/openAPIV3Schema"));
    return walk.found;
  }

  static JsonNode version(JsonNode crd) {
    return crd.at("/spec/versions/0");
  }

  private void visit(String path, JsonNode schema) {
    found.put(path, schema);
    schema
        .path("properties")
        .properties()
        .forEach(child ->
            visit(path.isEmpty() ? child.getKey() : path + "." + child.getKey(), child.getValue()));
    if (schema.has("items")) {
      visit(path + "[]", schema.get("items"));
    }
  }
}
