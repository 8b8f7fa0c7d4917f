package dev.rondo.core.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where in a document the fields of a resolved leaf were written.
 *
 * @param document it
 * @param searched leaf paths that a search sets, and where it does
 * @param prefixes where leaf fields may stand, the last word first, each with its dot
 */
record LeafPlaces(YamlDocument document, Map<String, String> searched, List<String> prefixes) {

  /** Of a config of an experiment; a negative index: of the experiment alone. */
  static LeafPlaces ofConfig(YamlDocument document, int index, Map<String, String> searched) {
    Stream<String> own = index < 0 ? Stream.of() : Stream.of("spec.configs[" + index + "].");
    return new LeafPlaces(
        document, searched, Stream.concat(own, Stream.of("spec.base.", "spec.")).toList());
  }

  static LeafPlaces ofRun(YamlDocument document) {
    return new LeafPlaces(document, Map.of(), List.of("spec.config.", "spec."));
  }

  /** Where a search sets a leaf's field. */
  Optional<String> search(String leafPath) {
    return Optional.ofNullable(searched.get(leafPath));
  }

  /** The path of a leaf's field in the document, or of the nearest object around it. */
  String of(String leafPath) {
    for (String at = leafPath; !at.isEmpty(); at = parent(at)) {
      for (String prefix : prefixes) {
        if (document.values().containsKey(prefix + at)) {
          return prefix + leafPath;
        }
      }
    }
    String last = prefixes.getLast();
    return last + leafPath;
  }

  private static String parent(String path) {
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return end < 0 ? "" : path.substring(0, end);
  }
}
