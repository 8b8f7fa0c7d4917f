package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.v1alpha1.TrainerKind;
import dev.rondo.core.search.CanonicalJson;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code spec.search}: exactly one of grid and random, over fields of a leaf, with legal values.
 */
final class SearchRule {
  private static final String SEARCH = "spec.search";

  private final LeafPath paths;
  private final YamlDocument document;
  private final Problems problems;

  SearchRule(
      FieldCatalogue catalogue, YamlDocument document, TrainerKind trainer, Problems problems) {
    this.paths = new LeafPath(catalogue, trainer);
    this.document = document;
    this.problems = problems;
  }

  void check() {
    JsonNode search = document.tree().path("spec").path("search");
    if (!search.isObject()) {
      return;
    }
    boolean grid = search.has("grid");
    boolean random = search.has("random");
    if (grid == random) {
      problems.add(
          document,
          SEARCH,
          "has %s of grid and random, must have exactly one".formatted(grid ? "both" : "none"));
    }
    parameters(Items.of(search.path("grid")), SEARCH + ".grid");
    parameters(Items.of(search.path("random").path("parameters")), SEARCH + ".random.parameters");
  }

  private void parameters(List<JsonNode> parameters, String place) {
    Set<String> searched = new HashSet<>();
    for (int i = 0; i < parameters.size(); i++) {
      JsonNode parameter = parameters.get(i);
      String at = place + "[" + i + "]";
      String path = parameter.path("path").asText();
      if (path.isEmpty()) {
        continue;
      }
      if (!searched.add(path)) {
        problems.add(document, at + ".path", "is " + path + ", which is searched twice");
      }
      Optional<String> refusal = paths.refusal(path);
      if (refusal.isPresent()) {
        problems.add(document, at + ".path", refusal.get());
      } else {
        paths
            .field(path)
            .ifPresent(field -> values(field, Items.of(parameter.path("values")), at + ".values"));
      }
      if (place.endsWith(".parameters")) {
        new RangeRule(document, problems).check(paths.field(path), parameter, at);
      }
    }
  }

  private void values(Field field, List<JsonNode> values, String place) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      String at = place + "[" + i + "]";
      ValueRule.problem(field, values.get(i))
          .ifPresent(problem -> problems.add(document, at, "(" + field.path() + ") " + problem));
      if (!seen.add(CanonicalJson.of(values.get(i)))) {
        problems.add(
            document, at, "is " + ValueRule.shown(values.get(i)) + ", which is there twice");
      }
    }
  }
}
