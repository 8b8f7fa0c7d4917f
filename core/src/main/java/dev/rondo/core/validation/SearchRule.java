package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.fields.FieldType;
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

  private final FieldCatalogue catalogue;
  private final YamlDocument document;
  private final TrainerKind trainer;
  private final Problems problems;

  SearchRule(
      FieldCatalogue catalogue, YamlDocument document, TrainerKind trainer, Problems problems) {
    this.catalogue = catalogue;
    this.document = document;
    this.trainer = trainer;
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
    Set<String> paths = new HashSet<>();
    for (int i = 0; i < parameters.size(); i++) {
      JsonNode parameter = parameters.get(i);
      String at = place + "[" + i + "]";
      String path = parameter.path("path").asText();
      if (path.isEmpty()) {
        continue;
      }
      if (!paths.add(path)) {
        problems.add(document, at + ".path", "is " + path + ", which is searched twice");
      }
      Optional<String> refusal = refusal(path);
      if (refusal.isPresent()) {
        problems.add(document, at + ".path", refusal.get());
      } else {
        field(path)
            .ifPresent(field -> values(field, Items.of(parameter.path("values")), at + ".values"));
      }
      if (place.endsWith(".parameters")) {
        new RangeRule(document, problems).check(field(path), parameter, at);
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

  private Optional<Field> field(String path) {
    return catalogue.leaf().stream().filter(field -> field.path().equals(path)).findFirst();
  }

  /** Why a path can't be searched. */
  private Optional<String> refusal(String path) {
    Optional<Field> field = field(path);
    if (field.isPresent()) {
      if (field.get().takes(FieldType.OBJECT)) {
        return Optional.of("is " + path + ", an object; search one of its fields");
      }
      boolean foreign =
          !field.get().trainers().isEmpty() && !field.get().trainers().contains(trainer);
      return foreign
          ? Optional.of("is %s, which is no field of TRL's %sConfig".formatted(path, trainer))
          : Optional.empty();
    }
    if (isInMap(path)) {
      return Optional.empty();
    }
    return catalogue
        .findKnown(path)
        .map(known -> "is " + path + ", which " + UnknownField.refusal(known, trainer))
        .or(() -> Optional.of("is " + path + ", which is no field of a leaf" + hint(path)));
  }

  private boolean isInMap(String path) {
    return catalogue.leaf().stream()
        .anyMatch(field -> field.takes(FieldType.MAP) && path.startsWith(field.path() + "."));
  }

  private String hint(String path) {
    Optional<Field> meant = catalogue.find(path).filter(field -> field(field.path()).isPresent());
    if (meant.isPresent()) {
      return "; say " + meant.get().path();
    }
    List<String> paths =
        catalogue.leaf().stream()
            .filter(field -> !field.takes(FieldType.OBJECT))
            .map(Field::path)
            .toList();
    return NearestName.hint(path, paths);
  }
}
