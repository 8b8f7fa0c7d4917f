package dev.rondo.api.crd;

import dev.rondo.api.fields.Field;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Transition rules: fields of {@code spec} that keep the value they were created with. */
final class Immutability {
  private Immutability() {}

  /**
   * One rule a field.
   *
   * @param fields of the kind
   * @param editable names of those that may change
   * @param advice what a message says after the field's name
   */
  static Stream<Rule> of(List<Field> fields, Set<String> editable, String advice) {
    return fields.stream()
        .map(Field::path)
        .filter(path -> path.matches("spec\\.[A-Za-z]+"))
        .map(path -> path.substring("spec.".length()))
        .filter(name -> !editable.contains(name))
        .map(name ->
            new Rule(
                "has(self.%1$s) == has(oldSelf.%1$s) && (!has(self.%1$s) || self.%1$s == oldSelf.%1$s)"
                    .formatted(name),
                "spec." + name + " " + advice));
  }
}
