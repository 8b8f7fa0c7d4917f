package dev.rondo.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rondo's chart as Helm sees it. */
final class Chart {
  static final Path DIRECTORY = Path.of("..", "helm", "rondo").toAbsolutePath().normalize();

  private Chart() {}

  static LintResult lint() {
    return new Helm(DIRECTORY).lint().strict().call();
  }

  /** All objects but CRDs, with these values on top of the chart's. */
  static List<JsonNode> objects(String values) {
    try {
      YAMLMapper yaml = new YAMLMapper();
      return yaml.readerFor(JsonNode.class).<JsonNode>readValues(text(values)).readAll().stream()
          .filter(JsonNode::isObject)
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static List<JsonNode> objects(String kind, String values) {
    return objects(values).stream()
        .filter(object -> object.path("kind").asText().equals(kind))
        .toList();
  }

  /** What {@code helm template rondo --namespace rondo-system} prints. */
  static String text(String values) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      Files.writeString(file, values);
      try {
        return new Helm(DIRECTORY)
            .template()
            .withName("rondo")
            .withNamespace("rondo-system")
            .withKubeVersion("1.34.0")
            .skipCrds()
            .withValuesFile(file)
            .call();
      } finally {
        Files.delete(file);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
