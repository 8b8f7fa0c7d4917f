package dev.rondo.api.fields;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every field of the manifests.
 *
 * @param experiment fields of an Experiment, from the document
 * @param run fields of a Run, from the document
 * @param leaf fields of a leaf: model, dataset, peft, trainingArgs
 * @param known fields of a leaf that are refused by name
 * @param experimentStatus fields of an Experiment's status, from the document
 * @param runStatus fields of a Run's status, from the document
 */
public record FieldCatalogue(
    List<Field> experiment,
    List<Field> run,
    List<Field> leaf,
    List<KnownField> known,
    List<Field> experimentStatus,
    List<Field> runStatus) {
  private static final String RESOURCE = "fields.json";

  /** Keeps copies. */
  public FieldCatalogue {
    experiment = List.copyOf(experiment);
    run = List.copyOf(run);
    leaf = List.copyOf(leaf);
    known = List.copyOf(known);
    experimentStatus = List.copyOf(experimentStatus);
    runStatus = List.copyOf(runStatus);
  }

  /** Reads the catalogue that comes with the API. */
  public static FieldCatalogue load() {
    try (InputStream json = FieldCatalogue.class.getResourceAsStream(RESOURCE)) {
      return new ObjectMapper().readValue(json, FieldCatalogue.class);
    } catch (IOException broken) {
      throw new UncheckedIOException("the build is broken: " + RESOURCE, broken);
    }
  }

  /**
   * A field by its path in a leaf ({@code trainingArgs.learning_rate}), by its path in an
   * Experiment or a Run ({@code spec.chunks}, {@code spec.base.peft.r}), or by its name alone where
   * only one field has it.
   */
  public Optional<Field> find(String path) {
    String plain = path.replaceAll("\\[[0-9]*]", "[]");
    Optional<Field> ofLeaf = byPath(leaf, inLeaf(plain));
    return ofLeaf
        .or(() -> byPath(experiment, plain))
        .or(() -> byPath(run, plain))
        .or(() -> byName(plain));
  }

  /** A field of a leaf that is refused by name. */
  public Optional<KnownField> findKnown(String path) {
    String plain = inLeaf(path);
    return known.stream().filter(field -> field.path().equals(plain)).findFirst();
  }

  /** The fields of which each of {@code rewards} has exactly one: all but its name and weight. */
  public List<String> rewardKinds() {
    return leaf.stream()
        .filter(field -> field.path().equals("rewards[]." + field.name()))
        .map(Field::name)
        .filter(name -> !name.equals("name") && !name.equals("weight"))
        .toList();
  }

  private Optional<Field> byName(String name) {
    List<Field> found = leaf.stream().filter(field -> field.name().equals(name)).toList();
    if (found.isEmpty()) {
      found = experiment.stream().filter(field -> field.name().equals(name)).toList();
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static Optional<Field> byPath(List<Field> fields, String path) {
    return fields.stream().filter(field -> field.path().equals(path)).findFirst();
  }

  /** The path in a leaf of what a manifest's field has inside, by {@link Field#of}. */
  private String inLeaf(String path) {
    if (path.startsWith("spec.config.")) {
      return path.substring("spec.config.".length());
    }
    return Stream.concat(experiment.stream(), run.stream())
        .filter(field -> field.of() != null && path.startsWith(inside(field)))
        .findFirst()
        .map(field -> prefix(field.of()) + path.substring(inside(field).length()))
        .orElse(path);
  }

  private static String inside(Field field) {
    return field.path() + (field.takes(FieldType.LIST) ? "[]." : ".");
  }

  private static String prefix(String of) {
    return of.equals("leaf") ? "" : of + ".";
  }
}
