package dev.rondo.trainer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.config.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights beside a config.json of another model. */
class TensorProblemsTest {
  private static final Path MODELS = Path.of("../../references/models");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"tiny-llama", "tiny-llama3", "tiny-qwen2", "tiny-qwen3"})
  void aModelFitsItsOwnConfig(String model) throws Exception {
    assertEquals(List.of(), problems(model, "model_type", null));
  }

  @ParameterizedTest
  @CsvSource({
    "hidden_size, 128, 'model.embed_tokens.weight is [512, 64], not [512, 128]'",
    "vocab_size, 1024, 'model.embed_tokens.weight is [512, 64], not [1024, 64]'",
    "intermediate_size, 256, 'mlp.gate_proj.weight is ['",
    "num_key_value_heads, 1, 'self_attn.k_proj.weight is ['"
  })
  void otherShapesAreNamed(String key, int value, String told) throws Exception {
    List<Problem> problems = problems("tiny-llama", key, value);
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().message().contains(told), problems::toString);
  }

  @Test
  void ofManyTensorsThatLackSomeAreNamedAndAllCounted() throws Exception {
    String message = problems("tiny-llama", "num_hidden_layers", 200).getFirst().message();
    assertTrue(message.contains(" tensors: model.layers.2.input_layernorm.weight, "), message);
    assertTrue(message.endsWith("v_proj.weight, ..."), message);
  }

  private List<Problem> problems(String model, String key, Integer value) throws Exception {
    Path files = MODELS.resolve(model);
    ObjectMapper json = new ObjectMapper();
    ObjectNode config = (ObjectNode) json.readTree(files.resolve("config.json").toFile());
    if (value != null) {
      config.put(key, value);
    }
    Files.writeString(directory.resolve("config.json"), config.toString());
    return TensorProblems.of(
        directory, SafeTensors.ofModel(files), WeightSlot.of(ModelConfig.read(directory)));
  }
}
