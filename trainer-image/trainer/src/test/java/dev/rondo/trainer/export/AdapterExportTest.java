package dev.rondo.trainer.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.step.TorchBaseModel;
import dev.rondo.trainer.step.Trainable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterExportTest {
  private static final Path REFERENCES = Path.of("../../references");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sft-a-llama-qv-linear",
        "sft-b-llama-alllinear-cosine-ga2",
        "sft-i-llama-rslora-restarts",
        "sft-j-llama-dora"
      })
  void anExportedAdapterIsTheOnePeftWroteAndLoadsAgain(String name) throws Exception {
    Path written = REFERENCES.resolve("cases").resolve(name).resolve("final_adapter");
    JsonNode peft = new ObjectMapper().readTree(written.resolve("adapter_config.json").toFile());
    try (TorchBaseModel base = TorchBaseModel.load(REFERENCES.resolve("models/tiny-llama"), 1);
        Trainable original = base.create(lora(peft, written), 0)) {
      AdapterExport.write(
          directory,
          REFERENCES.resolve("models/tiny-llama"),
          lora(peft, written),
          original.layout(),
          Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, values(original)));
      JsonNode ours =
          new ObjectMapper().readTree(directory.resolve("adapter_config.json").toFile());
      for (Map.Entry<String, JsonNode> field : ours.properties()) {
        if (field.getKey().equals("base_model_name_or_path")) {
          assertEquals(
              REFERENCES.resolve(peft.path(field.getKey()).asText()).toString(),
              field.getValue().asText());
        } else if (field.getValue().isNumber()) {
          assertEquals(peft.path(field.getKey()).asDouble(), field.getValue().asDouble());
        } else {
          assertEquals(peft.path(field.getKey()), field.getValue(), field.getKey());
        }
      }
      try (Trainable reloaded = base.create(lora(ours, directory), 1)) {
        assertArrayEquals(values(original), values(reloaded));
      }
    }
  }

  private static Tuning.Lora lora(JsonNode config, Path directory) {
    List<String> targets =
        config.path("target_modules").valueStream().map(JsonNode::asText).toList();
    return new Tuning.Lora(
        config.path("r").asInt(),
        config.path("lora_alpha").asDouble(),
        0,
        targets,
        config.path("use_rslora").asBoolean(),
        config.path("use_dora").asBoolean(),
        Optional.of(directory));
  }

  private static float[] values(Trainable trainable) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment saved = arena.allocate(3 * trainable.layout().length() * Float.BYTES);
      trainable.save(saved);
      return saved
          .asSlice(0, trainable.layout().length() * Float.BYTES)
          .toArray(ValueLayout.JAVA_FLOAT);
    }
  }
}
