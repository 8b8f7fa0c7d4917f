package dev.rondo.trainer.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTokenizerTest {
  private static final Path REFERENCES = Path.of("../../references");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"tiny-llama", "tiny-llama3", "tiny-qwen2", "tiny-qwen3"})
  void tokensAndTextsAreTransformers(String model) throws IOException {
    try (ModelTokenizer tokenizer = load(REFERENCES.resolve("models").resolve(model))) {
      for (JsonNode golden : JSON.readTree(REFERENCES.resolve("tokenizer_goldens.json").toFile())) {
        int[] ids =
            IntStream.range(0, golden.path("ids").size())
                .map(i -> golden.path("ids").path(i).asInt())
                .toArray();
        String text = golden.path("text").asText();
        assertArrayEquals(ids, tokenizer.ids(text, false), text);
        assertArrayEquals(ids, tokenizer.tokens(text).ids(), text);
        assertEquals(golden.path("decoded").asText(), tokenizer.text(ids));
      }
    }
  }

  @Test
  void positionsCountUtf16UnitsBehindCharactersOutsideTheBasicPlane() throws IOException {
    try (ModelTokenizer tokenizer = load(REFERENCES.resolve("models/tiny-llama"))) {
      String text = "\uD83D\uDE80 go";
      Tokens tokens = tokenizer.tokens(text);
      int last = tokens.ids().length - 1;
      assertEquals(0, tokens.starts()[0]);
      assertEquals(2, tokens.ends()[0]);
      assertEquals(text.length(), tokens.ends()[last]);
    }
  }

  @Test
  void truncationAndPaddingSavedWithTheTokenizerAreIgnored() throws IOException {
    Path model = REFERENCES.resolve("models/tiny-llama");
    ObjectNode definition = (ObjectNode) JSON.readTree(model.resolve("tokenizer.json").toFile());
    definition
        .putObject("truncation")
        .put("direction", "Right")
        .put("max_length", 4)
        .put("strategy", "LongestFirst")
        .put("stride", 0);
    Files.write(directory.resolve("tokenizer.json"), JSON.writeValueAsBytes(definition));
    String text = "a text that is longer than four tokens, and by far ".repeat(200);
    try (ModelTokenizer plain = load(model);
        ModelTokenizer saved = load(directory)) {
      assertArrayEquals(plain.ids(text, true), saved.ids(text, true));
    }
  }

  private static ModelTokenizer load(Path model) throws IOException {
    return ModelTokenizer.load(model);
  }
}
