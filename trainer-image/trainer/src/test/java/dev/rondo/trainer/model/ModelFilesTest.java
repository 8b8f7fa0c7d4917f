package dev.rondo.trainer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
    assertEquals(3, refused.problems().size());
    assertTrue(refused.getMessage().contains("[llama, mistral, qwen2, qwen3]"));
    assertTrue(refused.getMessage().contains("default, linear and llama3"));
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
