package dev.rondo.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of a newer CRD would refuse or lose objects that an older one took. */
final class Compatibility {
  private static final List<String> LOWER = List.of("minimum", "minLength", "minItems");
  private static final List<String> UPPER = List.of("maximum", "maxLength", "maxItems");

  private final List<String> breaks = new ArrayList<>();

  private Compatibility() {}

  static List<String> breaks(JsonNode older, JsonNode newer) {
    Compatibility found = new Compatibility();
    Map<String, JsonNode> after = SchemaWalk.of(newer);
    SchemaWalk.of(older)
        .forEach((path, schema) -> {
          if (after.containsKey(path)) {
            found.compare(path, schema, after.get(path));
          } else {
            found.breaks.add(path + " is gone");
          }
        });
    return found.breaks;
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    for (String same :
        List.of(
            "type",
            "x-kubernetes-list-type",
            "x-kubernetes-list-map-keys",
            "pattern",
            "nullable")) {
      // What takes any type takes all that it took before.
      boolean widened = same.equals("type") && !after.has("type");
      if (!widened && !before.path(same).equals(after.path(same))) {
        breaks.add(
            "%s: %s was %s, is %s".formatted(path, same, before.path(same), after.path(same)));
      }
    }
    Set<String> required = names(after.path("required"));
    required.removeAll(names(before.path("required")));
    required.forEach(name -> breaks.add(path + "." + name + " became required"));
    Set<String> gone = names(before.path("enum"));
    gone.removeAll(names(after.path("enum")));
    if (after.has("enum") && (!before.has("enum") || !gone.isEmpty())) {
      breaks.add(path + ": values " + gone + " are gone");
    }
    LOWER.forEach(bound -> tightened(path, bound, before, after, 1));
    UPPER.forEach(bound -> tightened(path, bound, before, after, -1));
  }

  private void tightened(String path, String bound, JsonNode before, JsonNode after, int sign) {
    boolean tighter =
        after.has(bound)
            && (!before.has(bound)
                || sign * after.get(bound).doubleValue() > sign * before.get(bound).doubleValue());
    if (tighter) {
      breaks.add(
          "%s: %s was %s, is %s".formatted(path, bound, before.path(bound), after.get(bound)));
    }
  }

  private static Set<String> names(JsonNode array) {
    Set<String> names = new HashSet<>();
    array.forEach(name -> names.add(name.asText()));
    return names;
  }
}
