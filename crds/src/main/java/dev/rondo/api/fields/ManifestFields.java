package dev.rondo.api.fields;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The fields of one kind of document by their paths from the document, those of leaves in every
 * place where a leaf stands. {@code []} stands for any item of a list.
 */
public final class ManifestFields {
  private final FieldCatalogue catalogue;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Map<String, Map<String, Field>> children = new HashMap<>();

  /**
   * The fields of a kind.
   *
   * @param kind of the catalogue: {@link FieldCatalogue#experiment}, {@link FieldCatalogue#run}
   */
  public ManifestFields(FieldCatalogue catalogue, List<Field> kind) {
    this.catalogue = catalogue;
    for (Field field : kind) {
      put(field.path(), field);
      if (field.of() != null) {
        mount(field);
      }
    }
  }

  private void mount(Field at) {
    String place = at.takes(FieldType.LIST) ? at.path() + "[]." : at.path() + ".";
    for (Field field : catalogue.leaf()) {
      if (at.of().equals("leaf")) {
        put(place + field.path(), field);
      } else if (field.path().startsWith(at.of() + ".")) {
        put(place + field.path().substring(at.of().length() + 1), field);
      }
    }
  }

  private void put(String path, Field field) {
    fields.put(path, field);
    int dot = path.lastIndexOf('.');
    String parent = dot < 0 ? "" : path.substring(0, dot);
    children.computeIfAbsent(parent, p -> new TreeMap<>()).put(path.substring(dot + 1), field);
  }

  /** The field of a path. */
  public Optional<Field> at(String pattern) {
    return Optional.ofNullable(fields.get(pattern));
  }

  /** The fields of an object, by name. */
  public Map<String, Field> in(String pattern) {
    return children.getOrDefault(pattern, Map.of());
  }

  /**
   * Where leaf fields of an object belong in the catalogue: {@code trainingArgs}, {@code peft}, ….
   */
  public Optional<String> sectionOf(String pattern) {
    return in(pattern).values().stream()
        .map(Field::path)
        .filter(path -> catalogue.leaf().stream().anyMatch(field -> field.path().equals(path)))
        .findFirst()
        .map(path -> path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "");
  }

  /** Where they come from. */
  public FieldCatalogue catalogue() {
    return catalogue;
  }
}
