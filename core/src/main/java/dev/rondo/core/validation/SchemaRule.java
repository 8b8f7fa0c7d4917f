package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldType;
import dev.rondo.api.fields.ManifestFields;
import dev.rondo.api.v1alpha1.TrainerKind;
import java.util.Map;
import java.util.Optional;

/** Every name known, every value of its type and in its range, everything required there. */
final class SchemaRule {
  private final ManifestFields fields;
  private final UnknownField unknown;
  private final YamlDocument document;
  private final TrainerKind trainer;
  private final Problems problems;
  private final Problems notes;

  SchemaRule(
      ManifestFields fields,
      YamlDocument document,
      TrainerKind trainer,
      Problems problems,
      Problems notes) {
    this.fields = fields;
    this.unknown = new UnknownField(fields.catalogue());
    this.document = document;
    this.trainer = trainer;
    this.problems = problems;
    this.notes = notes;
  }

  void check() {
    object(document.tree(), "", "");
  }

  private void object(JsonNode object, String path, String pattern) {
    Map<String, Field> known = fields.in(pattern);
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String at = join(path, entry.getKey());
      Field field = known.get(entry.getKey());
      if (field == null) {
        String message =
            unknown.message(fields.sectionOf(pattern), entry.getKey(), known.keySet(), trainer);
        problems.add(document.ofKey(at), at, message);
      } else if (!field.trainers().isEmpty() && !field.trainers().contains(trainer)) {
        problems.add(document.ofKey(at), at, unknown.ofOthers(field, trainer));
      } else {
        value(field.of(trainer), entry.getValue(), at, join(pattern, entry.getKey()));
      }
    }
    known.forEach((name, field) -> {
      if (field.required() && !object.has(name) && !isPartOfALeaf(field)) {
        problems.add(document, join(path, name), "is missing: " + field.doc());
      }
    });
  }

  private void value(Field field, JsonNode value, String path, String pattern) {
    Optional<String> problem = ValueRule.problem(field, value);
    if (problem.isPresent()) {
      problems.add(document, path, problem.get());
      return;
    }
    if (field.hasNoEffect()) {
      notes.add(document, path, "has no effect. " + field.doc());
    }
    if (field.takes(FieldType.OBJECT)) {
      object(value, path, pattern);
    } else if (field.takes(FieldType.LIST) && !fields.in(pattern + "[]").isEmpty()) {
      for (int i = 0; i < value.size(); i++) {
        item(value.get(i), path + "[" + i + "]", pattern + "[]");
      }
    }
  }

  private void item(JsonNode item, String path, String pattern) {
    if (item.isObject()) {
      object(item, path, pattern);
    } else {
      problems.add(document, path, "is " + ValueRule.shown(item) + ", must be an object");
    }
  }

  /**
   * What a leaf must have, it may have from elsewhere; {@link LeafRules} looks at it as a whole.
   */
  private boolean isPartOfALeaf(Field field) {
    return !field.path().startsWith("spec.")
        && field.path().contains(".")
        && !field.path().startsWith("metadata.");
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
