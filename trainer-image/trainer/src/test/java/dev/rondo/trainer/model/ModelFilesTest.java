package dev.rondo.trainer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFilesTest {
  private static final Path MODELS = Path.of("../../references/models");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"tiny-llama", "tiny-llama3", "tiny-qwen2", "tiny-qwen3"})
  void theOlderConfigKeysMeanTheSameModel(String model) throws Exception {
    Files.copy(MODELS.resolve(model).resolve("config.v4.json"), directory.resolve("config.json"));
    assertEquals(ModelConfig.read(MODELS.resolve(model)), ModelConfig.read(directory));
  }

  @Test
  void everythingUnsupportedOfAModelIsNamedAtOnce() throws IOException {
    Files.writeString(
        directory.resolve("config.json"),
        """
        {"model_type": "gpt2", "hidden_act": "gelu", "rope_scaling": {"rope_type": "yarn"}}
        """);
    RefusedException refused =
        assertThrows(RefusedException.class, () -> ModelConfig.read(directory));
    assertEquals(8, refused.problems().size(), refused.getMessage());
    assertTrue(refused.getMessage().contains("must give a positive hidden_size"));
    assertTrue(refused.getMessage().contains("[llama, mistral, qwen2, qwen3]"));
    assertTrue(refused.getMessage().contains("default, linear and llama3"));
  }

  @ParameterizedTest
  @CsvSource({
    "attention_dropout, 0.1",
    "attn_logit_softcapping, 50.0",
    "embedding_multiplier, 12.0",
    "partial_rotary_factor, 0.5",
    "num_local_experts, 8",
    "sliding_window, 128",
    "layer_types, '[\"full_attention\", \"sliding_attention\"]'",
    "quantization_config, '{\"bits\": 4}'",
    "auto_map, '{\"AutoModelForCausalLM\": \"custom.Model\"}'"
  })
  void aKeyThatChangesTheNumbersIsRefusedByName(String key, String value) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Path plain = MODELS.resolve("tiny-mistral/config.json");
    ObjectNode config = (ObjectNode) json.readTree(plain.toFile());
    config.set(key, json.readTree(value));
    json.writeValue(directory.resolve("config.json").toFile(), config);
    RefusedException refused =
        assertThrows(RefusedException.class, () -> ModelConfig.read(directory));
    assertEquals(1, refused.problems().size(), refused.getMessage());
    assertTrue(refused.getMessage().contains(key), refused.getMessage());
  }

  @Test
  void aMistralThatSaysNothingOfItsWindowHasTransformersOwn() throws Exception {
    ObjectMapper json = new ObjectMapper();
    Path plain = MODELS.resolve("tiny-mistral/config.json");
    ObjectNode config = (ObjectNode) json.readTree(plain.toFile());
    config.remove("sliding_window");
    config.put("max_position_embeddings", 32_768);
    json.writeValue(directory.resolve("config.json").toFile(), config);
    RefusedException refused =
        assertThrows(RefusedException.class, () -> ModelConfig.read(directory));
    assertTrue(refused.getMessage().contains("sliding_window 4096"), refused.getMessage());
  }

  @Test
  void aConfigThatIsNotJsonIsNamed() throws IOException {
    Files.writeString(directory.resolve("config.json"), "{\"model_type\": ");
    RefusedException refused =
        assertThrows(RefusedException.class, () -> ModelConfig.read(directory));
    assertTrue(refused.getMessage().contains("config.json is not JSON"), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 200, 100_000})
  void aTruncatedWeightFileIsNamed(int length) throws IOException {
    byte[] whole = Files.readAllBytes(MODELS.resolve("tiny-llama/model.safetensors"));
    Path file = directory.resolve("model.safetensors");
    Files.write(file, Arrays.copyOf(whole, length));
    RefusedException refused =
        assertThrows(RefusedException.class, () -> SafeTensors.ofModel(directory));
    assertTrue(refused.getMessage().contains(file + ": is truncated"), refused.getMessage());
  }
}
