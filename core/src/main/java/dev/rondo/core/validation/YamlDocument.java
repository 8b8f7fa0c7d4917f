package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One document of a YAML stream, with where each field stands.
 *
 * @param tree the content
 * @param keys field path to the position of its key (list items: of the item)
 * @param values field path to the position of its value
 */
record YamlDocument(JsonNode tree, Map<String, Position> keys, Map<String, Position> values) {
  /** Where a field's value stands; an absent field: where the nearest object around it stands. */
  Position of(String path) {
    for (String at = path; ; at = parent(at)) {
      Position found = values.getOrDefault(at, keys.get(at));
      if (found != null) {
        return found;
      }
      if (at.isEmpty()) {
        return Position.START;
      }
    }
  }

  /** Where a field's name stands. */
  Position ofKey(String path) {
    Position found = keys.get(path);
    return found == null ? of(path) : found;
  }

  private static String parent(String path) {
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return end < 0 ? "" : path.substring(0, end);
  }
}
