package dev.rondo.core.validation;

import dev.rondo.api.fields.Field;
import dev.rondo.api.fields.FieldCatalogue;
import dev.rondo.api.fields.KnownField;
import dev.rondo.api.v1alpha1.TrainerKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of a name that is no field why it is refused, and what may have been meant. */
final class UnknownField {
  private final FieldCatalogue catalogue;

  UnknownField(FieldCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The message for an unknown name in an object.
   *
   * @param section where in a leaf it stands, e.g. {@code peft}; empty elsewhere
   * @param names the fields of the object
   */
  String message(
      Optional<String> section, String name, Collection<String> names, TrainerKind trainer) {
    if (section.isPresent()) {
      String path = section.get().isEmpty() ? name : section.get() + "." + name;
      Optional<KnownField> known = catalogue.findKnown(path);
      if (known.isPresent()) {
        return refusal(known.get(), trainer);
      }
      Optional<String> elsewhere = elsewhere(section.get(), name);
      if (elsewhere.isPresent()) {
        return "is no field of %s; it belongs in %s"
            .formatted(called(section.get()), elsewhere.get());
      }
    }
    Optional<String> near = NearestName.of(name, names);
    return near.map(n -> "is unknown; did you mean " + n + "?")
        .orElse("is unknown; known here: " + String.join(", ", names));
  }

  /** Why a field that other tools know is refused. */
  static String refusal(KnownField known, TrainerKind trainer) {
    String advice = known.advice() == null ? "" : "; " + known.advice();
    if (!known.trainers().contains(trainer)) {
      String theirs =
          known.trainers().stream()
              .map(kind -> kind + "Config")
              .collect(Collectors.joining(" and "));
      return "is a field of TRL's %s, not of %sConfig%s".formatted(theirs, trainer, advice);
    }
    return "is known to %s, but not supported by Rondo%s"
        .formatted(known.source(), advice.isEmpty() ? "; leave it out" : advice);
  }

  /** The message for a field that only other trainers have. */
  String ofOthers(Field field, TrainerKind trainer) {
    Optional<KnownField> known = catalogue.findKnown(field.path());
    List<TrainerKind> theirs = known.map(KnownField::trainers).orElse(List.of());
    if (theirs.contains(trainer)) {
      return refusal(known.get(), trainer);
    }
    String kind = field.path().contains(".") ? "Config" : "";
    String names =
        Stream.concat(field.trainers().stream(), theirs.stream())
            .distinct()
            .sorted()
            .map(name -> name + kind)
            .collect(Collectors.joining(" and "));
    return kind.isEmpty()
        ? "is for %s, not for %s".formatted(names, trainer)
        : "is a field of TRL's %s, not of %sConfig".formatted(names, trainer);
  }

  /** The section of the leaf that has a field of exactly this name. */
  private Optional<String> elsewhere(String section, String name) {
    List<Field> found =
        catalogue.leaf().stream()
            .filter(field -> field.name().equals(name) && !field.path().equals(name))
            .filter(field -> !field.path().equals(section + "." + name))
            .toList();
    return found.size() == 1
        ? found.stream()
            .map(field -> field.path().substring(0, field.path().lastIndexOf('.')))
            .findFirst()
        : Optional.empty();
  }

  private static String called(String section) {
    return section.isEmpty() ? "a leaf" : section;
  }
}
