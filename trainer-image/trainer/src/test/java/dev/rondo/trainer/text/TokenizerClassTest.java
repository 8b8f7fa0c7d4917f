package dev.rondo.trainer.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What AutoTokenizer makes of a directory, by its declared class and its model's type. */
class TokenizerClassTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path RECORDED = Path.of("../../references/tokenizer_classes.json");

  @TempDir private Path directory;

  /** One recorded directory. */
  record Recorded(JsonNode files, JsonNode definition) {
    @Override
    public String toString() {
      return "%s of a %s with %s"
          .formatted(
              definition.path("file").asText(),
              definition.path("model_type").asText(),
              definition.path("config"));
    }
  }

  static Stream<Recorded> directories() throws IOException {
    JsonNode recorded = JSON.readTree(RECORDED.toFile());
    return recorded.path("cases").valueStream().map(c -> new Recorded(recorded.path("files"), c));
  }

  @ParameterizedTest
  @MethodSource("directories")
  void tokensAndTextsAreTransformers(Recorded recorded) throws IOException {
    JsonNode definition = recorded.definition();
    write("tokenizer.json", recorded.files().path(definition.path("file").asText()));
    write("tokenizer_config.json", definition.path("config"));
    ObjectNode model = JSON.createObjectNode();
    write("config.json", model.set("model_type", definition.path("model_type")));
    try (ModelTokenizer tokenizer = ModelTokenizer.load(directory)) {
      for (JsonNode golden : definition.path("texts")) {
        String text = golden.path("text").asText();
        int[] ids = tokenizer.ids(text, true);
        assertEquals(golden.path("ids").toString(), JSON.valueToTree(ids).toString(), text);
        assertEquals(
            golden.path("plain_ids").toString(),
            JSON.valueToTree(tokenizer.ids(text, false)).toString(),
            text);
        assertEquals(golden.path("decoded").asText(), tokenizer.text(ids), text);
      }
    }
  }

  private void write(String name, JsonNode content) throws IOException {
    Files.write(directory.resolve(name), JSON.writeValueAsBytes(content));
  }
}
