package dev.rondo.api.crd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibilityTest {
  private static final String SPEC =
      "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties";

  @Test
  void objectsOfTheLastReleaseAreStillTaken() throws IOException {
    assertEquals(
        List.of(), Compatibility.breaks(released("experiments.rondo.dev.yaml"), Crd.experiment()));
    assertEquals(List.of(), Compatibility.breaks(released("runs.rondo.dev.yaml"), Crd.run()));
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        edit("spec.chunks is gone", spec -> spec.remove("chunks")),
        edit(
            "spec.search.grid became required",
            spec -> object(spec, "search").putArray("required").add("grid")),
        edit(
            "spec.trainer: values [GRPO] are gone",
            spec -> object(spec, "trainer").putArray("enum").add("SFT").add("DPO")),
        edit(
            "spec.chunks: maximum was 10000, is 100",
            spec -> object(spec, "chunks").put("maximum", 100)),
        edit("spec.chunks: minimum was 1, is 2", spec -> object(spec, "chunks").put("minimum", 2)),
        edit(
            "spec.seed: type was \"integer\", is \"string\"",
            spec -> object(spec, "seed").put("type", "string")));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void aBreakingEditIsTold(String told, Consumer<ObjectNode> edit) {
    ObjectNode edited = Crd.experiment();
    edit.accept((ObjectNode) edited.at(SPEC));
    assertEquals(List.of(told), Compatibility.breaks(Crd.experiment(), edited));
  }

  @Test
  void aNewFieldAndAWiderRangeBreakNothing() {
    ObjectNode edited = Crd.experiment();
    ObjectNode spec = (ObjectNode) edited.at(SPEC);
    spec.putObject("added").put("type", "string");
    object(spec, "chunks").put("maximum", 20000);
    assertEquals(List.of(), Compatibility.breaks(Crd.experiment(), edited));
  }

  private static Arguments edit(String told, Consumer<ObjectNode> edit) {
    return Arguments.of(told, edit);
  }

  private static ObjectNode object(ObjectNode parent, String name) {
    return (ObjectNode) parent.get(name);
  }

  private static JsonNode released(String file) throws IOException {
    try (InputStream yaml = CompatibilityTest.class.getResourceAsStream("released/" + file)) {
      return new YAMLMapper().readTree(yaml);
    }
  }
}
