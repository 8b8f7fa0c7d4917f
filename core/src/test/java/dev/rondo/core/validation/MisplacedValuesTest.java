package dev.rondo.core.validation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Values of every type in every place: told or taken, never thrown at people. */
class MisplacedValuesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 2000)
  void aValueOfAnyTypeInAnyPlaceNeverThrows(
      @ForAll("manifests") String name, @ForAll("places") int place, @ForAll("values") String value)
      throws IOException {
    JsonNode tree = new YAMLMapper().readTree(Manifests.text(name));
    List<Runnable> replacements = new ArrayList<>();
    collect(tree, JSON.readTree(value), replacements);
    replacements.get(place % replacements.size()).run();
    Reading reading =
        ManifestReader.read(
            "m.yaml", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree));
    if (reading instanceof Reading.Refused refused) {
      assertFalse(refused.problems().isEmpty());
      refused.problems().forEach(p -> assertTrue(p.line() > 0 && !p.message().isBlank()));
    }
  }

  private static void collect(JsonNode at, JsonNode value, List<Runnable> replacements) {
    if (at instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(name -> replacements.add(() -> object.set(name, value)));
    }
    if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        replacements.add(() -> array.set(index, value));
      }
    }
    at.forEach(child -> collect(child, value, replacements));
  }

  @Provide
  Arbitrary<String> manifests() {
    return Arbitraries.of("experiment-sft.yaml", "run.yaml");
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 10_000);
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(
        "null",
        "true",
        "0",
        "-1",
        "1e300",
        "123456789012345678901234567890",
        "\"\"",
        "\"x\"",
        "\"trainingArgs.seed\"",
        "\"..\"",
        "[]",
        "[null]",
        "[[1]]",
        "[{}]",
        "{}",
        "{\"a\":1}",
        "{\"uri\":{}}",
        "[1,2,\"3\"]",
        "{\"path\":\"peft.r\",\"values\":{}}");
  }
}
