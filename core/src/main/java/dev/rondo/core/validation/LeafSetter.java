package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.fields.FieldType;
import dev.rondo.core.search.LeafTree;
import java.util.List;
import java.util.Optional;

/** Sets fields of a leaf that the catalogue knows, and notes all others. */
record LeafSetter(ObjectNode leaf, LeafPath paths, Problems problems) {
  /**
   * Takes {@code path=value}, the value as in YAML; without one the field is left out. {@code
   * peft=} leaves the whole section out: full fine-tuning.
   */
  void set(String setting) {
    int equals = setting.indexOf('=');
    if (equals <= 0) {
      problems.add(
          Position.START, setting, "is no setting; say path=value, e.g. trainingArgs.max_steps=20");
      return;
    }
    String path = setting.substring(0, equals);
    String text = setting.substring(equals + 1);
    if (text.isBlank() && path.equals("peft")) {
      leaf.remove(path);
      return;
    }
    Optional<String> refusal = paths.refusal(path);
    if (refusal.isPresent()) {
      problems.add(Position.START, "", refusal.get());
      return;
    }
    if (text.isBlank()) {
      LeafTree.remove(leaf, path);
      return;
    }
    int before = problems.size();
    List<YamlDocument> values = new YamlReader(problems).read(text);
    if (problems.size() == before) {
      put(path, values.size() == 1 ? values.getFirst().tree() : leaf.nullNode());
    }
  }

  /** Takes a part of a leaf, from a path in it. */
  void set(String path, JsonNode part) {
    for (var field : part.properties()) {
      String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      boolean isSection = paths.field(at).filter(f -> f.takes(FieldType.OBJECT)).isPresent();
      Optional<String> refusal = isSection ? Optional.empty() : paths.refusal(at);
      if (refusal.isPresent()) {
        problems.add(Position.START, "", refusal.get());
      } else if (isSection && field.getValue().isObject()) {
        set(at, field.getValue());
      } else {
        put(at, field.getValue());
      }
    }
  }

  private void put(String path, JsonNode value) {
    Optional<String> problem = paths.field(path).flatMap(field -> ValueRule.problem(field, value));
    problem.ifPresent(message -> problems.add(Position.START, path, message));
    if (problem.isEmpty()) {
      LeafTree.set(leaf, path, value);
    }
  }
}
