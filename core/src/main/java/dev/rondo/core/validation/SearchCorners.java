package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The points of a search, valid or not, at which leaves are looked at: all of a grid, every
 * combination of values and range ends of a random search.
 *
 * @param places leaf path to where the search sets it
 * @param points leaf paths and values; one without any when there is no search
 */
record SearchCorners(Map<String, String> places, List<Map<String, JsonNode>> points) {
  private static final int MANY = 256;

  static SearchCorners of(JsonNode search) {
    Map<String, String> places = new LinkedHashMap<>();
    List<Map<String, JsonNode>> points = List.of(Map.of());
    List<JsonNode> grid = Items.of(search.path("grid"));
    List<JsonNode> random = Items.of(search.path("random").path("parameters"));
    String place = grid.isEmpty() ? "spec.search.random.parameters[%d]" : "spec.search.grid[%d]";
    List<JsonNode> parameters = grid.isEmpty() ? random : grid;
    for (int i = 0; i < parameters.size(); i++) {
      String path = parameters.get(i).path("path").asText();
      List<JsonNode> values = values(parameters.get(i));
      if (path.isEmpty() || values.isEmpty()) {
        continue;
      }
      places.putIfAbsent(path, place.formatted(i));
      boolean many = (long) points.size() * values.size() > MANY;
      points = product(points, path, many ? values.subList(0, 1) : values);
    }
    return new SearchCorners(places, points);
  }

  private static List<JsonNode> values(JsonNode parameter) {
    List<JsonNode> values = Items.of(parameter.path("values"));
    for (String end : List.of("min", "max")) {
      if (parameter.path(end).isNumber()) {
        values.add(parameter.get(end));
      }
    }
    return values;
  }

  private static List<Map<String, JsonNode>> product(
      List<Map<String, JsonNode>> points, String path, List<JsonNode> values) {
    List<Map<String, JsonNode>> longer = new ArrayList<>();
    for (Map<String, JsonNode> point : points) {
      for (JsonNode value : values) {
        Map<String, JsonNode> next = new LinkedHashMap<>(point);
        next.put(path, value);
        longer.add(next);
      }
    }
    return longer;
  }
}
