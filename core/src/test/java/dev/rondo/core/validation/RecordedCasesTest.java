package dev.rondo.core.validation;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was given to TRL when its SFT trajectories were recorded can be given to Rondo. */
class RecordedCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> found = Files.list(Path.of("..", "references", "cases"))) {
      return found
          .filter(c -> c.getFileName().toString().startsWith("sft-"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itsArgumentsAreAccepted(Path recorded) throws IOException {
    JsonNode given = JSON.readTree(recorded.resolve("case.json").toFile());
    ObjectNode args = given.get("args").deepCopy();
    // Said in model.dtype.
    args.remove("model_init_kwargs");
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("apiVersion", "rondo.dev/v1alpha1").put("kind", "Experiment");
    manifest.putObject("metadata").put("name", recorded.getFileName().toString());
    ObjectNode spec = manifest.putObject("spec");
    spec.putObject("model").put("uri", "model");
    ObjectNode dataset = spec.putObject("dataset");
    dataset.putObject("train").put("uri", "train.jsonl");
    dataset.putObject("eval").put("uri", "eval.jsonl");
    ObjectNode base = spec.putObject("base");
    base.set("trainingArgs", args);
    if (given.get("lora").isObject()) {
      base.set("peft", given.get("lora"));
    }
    Reading reading = ManifestReader.read("manifest.json", manifest.toPrettyString());
    assertInstanceOf(Reading.Accepted.class, reading, reading::toString);
  }
}
