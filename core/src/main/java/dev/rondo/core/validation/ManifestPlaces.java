package dev.rondo.core.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where in a manifest the fields of its leaves stand, for problems that only a trainer can tell.
 */
public final class ManifestPlaces {
  private final String file;
  private final Map<String, YamlDocument> experiments = new HashMap<>();

  private ManifestPlaces(String file) {
    this.file = file;
  }

  /**
   * Of a manifest that is valid.
   *
   * @param file how messages call it
   */
  public static ManifestPlaces of(String file, String text) {
    ManifestPlaces places = new ManifestPlaces(file);
    for (YamlDocument document : new YamlReader(new Problems(file)).read(text)) {
      String name = document.tree().path("metadata").path("name").asText();
      places.experiments.put(name, document);
    }
    return places;
  }

  /**
   * A problem of a leaf's field at its place in the file.
   *
   * @param experiment its name
   * @param config name of the leaf
   * @param field path in the leaf, e.g. {@code peft.target_modules}
   */
  public Problem problem(String experiment, String config, String field, String message) {
    YamlDocument document = experiments.get(experiment);
    JsonNode spec = document.tree().path("spec");
    LeafPlaces places =
        LeafPlaces.ofConfig(
            document, index(spec, config), SearchCorners.of(spec.path("search")).places());
    Optional<String> search = places.search(field);
    String path = search.orElseGet(() -> places.of(field));
    Position at = document.of(path);
    return new Problem(
        file,
        at.line(),
        at.column(),
        path,
        search.isPresent() ? "(" + field + ") " + message : message);
  }

  private static int index(JsonNode spec, String config) {
    List<JsonNode> configs = Items.of(spec.path("configs"));
    for (int i = 0; i < configs.size(); i++) {
      if (configs.get(i).path("name").asText().equals(config)) {
        return i;
      }
    }
    return -1;
  }
}
