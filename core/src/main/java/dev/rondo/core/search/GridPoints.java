package dev.rondo.core.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.GridParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every combination of a grid, the last parameter varying fastest. */
final class GridPoints {
  private GridPoints() {}

  static List<Map<String, JsonNode>> of(List<GridParameter> grid) {
    List<Map<String, JsonNode>> points = List.of(Map.of());
    for (GridParameter parameter : grid) {
      List<Map<String, JsonNode>> longer = new ArrayList<>();
      for (Map<String, JsonNode> point : points) {
        for (JsonNode value : parameter.values()) {
          Map<String, JsonNode> next = new LinkedHashMap<>(point);
          next.put(parameter.path(), value);
          longer.add(next);
        }
      }
      points = longer;
    }
    return points;
  }
}
