package dev.rondo.core.validation;

import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.fields.FieldType;
import dev.rondo.api.v1alpha1.TrainerKind;
import java.util.List;
import java.util.Optional;

/** Paths of a leaf's fields, as a search or a clone names them. */
record LeafPath(FieldCatalogue catalogue, TrainerKind trainer) {

  /** The field; empty also inside a map, where anything may be. */
  Optional<Field> field(String path) {
    return catalogue.leaf().stream().filter(field -> field.path().equals(path)).findFirst();
  }

  /** Why nothing can be set there, e.g. "is peft, an object; name one of its fields". */
  Optional<String> refusal(String path) {
    Optional<Field> field = field(path);
    if (field.isPresent()) {
      if (field.get().takes(FieldType.OBJECT)) {
        return Optional.of("is " + path + ", an object; name one of its fields");
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
    // The names of a section are alike in the section's name.
    String section = path.substring(0, path.lastIndexOf('.') + 1);
    List<String> names =
        paths.stream()
            .filter(other -> other.startsWith(section))
            .map(other -> other.substring(section.length()))
            .toList();
    return names.isEmpty()
        ? NearestName.hint(path, paths)
        : NearestName.hint(
            NearestName.of(path.substring(section.length()), names).map(section::concat));
  }
}
