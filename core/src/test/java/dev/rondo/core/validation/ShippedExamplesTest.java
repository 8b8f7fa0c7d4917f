package dev.rondo.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests that come with Rondo are right, and each field they use can be explained. */
class ShippedExamplesTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  static List<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "examples"), 2)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void isAcceptedWithoutANote(Path manifest) throws IOException {
    Reading reading = ManifestReader.read(manifest.toString(), Files.readString(manifest));
    Reading.Accepted accepted =
        assertInstanceOf(Reading.Accepted.class, reading, reading::toString);
    assertEquals(List.of(), accepted.notes());
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void usesFieldsThatAreExplained(Path manifest) throws IOException {
    List<String> paths = new ArrayList<>();
    collect("spec", YAML.readTree(manifest.toFile()).get("spec"), paths);
    List<String> unexplained =
        paths.stream()
            .filter(path -> !path.matches(".*\\.format\\..*"))
            .filter(path -> !Explanation.of(path).found())
            .toList();
    assertEquals(List.of(), unexplained);
    assertTrue(paths.size() > 10, paths::toString);
  }

  private static void collect(String path, JsonNode value, List<String> into) {
    into.add(path);
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      collect(path + "." + field.getKey(), field.getValue(), into);
    }
    if (value.isArray()) {
      value.forEach(item ->
          item.properties()
              .forEach(field -> collect(path + "[]." + field.getKey(), field.getValue(), into)));
    }
  }
}
