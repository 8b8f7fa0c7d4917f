package dev.rondo.trainer.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.model.SafeTensors;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.TorchBaseModel;
import dev.rondo.trainer.step.Trainable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelExportTest {
  private static final Path REFERENCES = Path.of("../../references");
  private static final Path MODEL = REFERENCES.resolve("models/tiny-llama");
  private static final Tuning.Lora UNTRAINED = lora("sft-a-llama-qv-linear", 8, 16, false, false);

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "sft-b-llama-alllinear-cosine-ga2, 4, 8, false, false",
    "sft-i-llama-rslora-restarts, 8, 8, true, false",
    "sft-j-llama-dora, 8, 16, false, true"
  })
  void aMergedModelSaysWhatTheAdapterSays(
      String name, int r, double alpha, boolean rslora, boolean dora) throws Exception {
    Tuning.Lora lora = lora(name, r, alpha, rslora, dora);
    float[] withAdapter;
    try (TorchBaseModel base = TorchBaseModel.load(MODEL, 1);
        Trainable trainable = base.create(lora, 0)) {
      withAdapter = logp(base, trainable);
      ModelExport.merged(directory, MODEL, lora, trainable.layout(), parameters(trainable));
    }
    try (TorchBaseModel merged = TorchBaseModel.load(directory, 1);
        Trainable none = merged.create(withoutFile(UNTRAINED), 0)) {
      assertArrayEquals(withAdapter, logp(merged, none), 1e-4f);
    }
    assertTrue(Files.isRegularFile(directory.resolve("tokenizer.json")));
    assertTrue(Files.isRegularFile(directory.resolve("chat_template.jinja")));
    assertEquals(
        Files.readString(MODEL.resolve("config.json")),
        Files.readString(directory.resolve("config.json")));
  }

  @Test
  void mergingKeepsTheFormatOfTheBase() throws Exception {
    Path narrow = directory.resolve("narrow");
    Path target = Files.createDirectory(directory.resolve("merged"));
    NarrowModel.write(MODEL, narrow, Precision.BFLOAT16);
    Tuning.Lora lora = lora("sft-a-llama-qv-linear", 8, 16, false, false);
    try (TorchBaseModel base = TorchBaseModel.load(narrow, 1);
        Trainable trainable = base.create(lora, 0)) {
      ModelExport.merged(target, narrow, lora, trainable.layout(), parameters(trainable));
    }
    SafeTensors before = SafeTensors.ofModel(narrow);
    SafeTensors after = SafeTensors.ofModel(target);
    assertEquals(before.names(), after.names());
    for (String name : after.names()) {
      assertEquals(Precision.BFLOAT16, after.place(name).precision());
      // The case starts with B zero, so nothing is added: narrowing what was widened changes no
      // bit.
      assertEquals(before.stored(name), after.stored(name), name);
    }
  }

  @Test
  void aFullyTrainedModelIsWrittenAsItWasTrained() throws Exception {
    Path expected = REFERENCES.resolve("cases/sft-h-llama-full/final_model");
    try (TorchBaseModel base = TorchBaseModel.load(expected, 1);
        Trainable trainable = base.create(new Tuning.Full(), 0)) {
      ModelExport.trained(directory, MODEL, trainable.layout(), parameters(trainable));
    }
    SafeTensors theirs = SafeTensors.ofModel(expected);
    SafeTensors ours = SafeTensors.ofModel(directory);
    assertEquals(theirs.names(), Set.copyOf(ours.names()));
    for (String name : ours.names()) {
      assertEquals(theirs.stored(name), ours.stored(name), name);
    }
    assertEquals(
        "float32",
        new ObjectMapper()
            .readTree(directory.resolve("config.json").toFile())
            .path("dtype")
            .asText());
  }

  private static float[] logp(BaseModel base, Trainable trainable) {
    int[] ids = new Random(3).ints(40, 0, 512).toArray();
    boolean[] trained = new boolean[ids.length];
    Arrays.fill(trained, 1, ids.length, true);
    List<TokenRow> rows = List.of(TokenRow.of(ids, trained));
    return base.evaluate(List.of(new PackMember(trainable, rows, 0))).getFirst().logp();
  }

  private static MemorySegment parameters(Trainable trainable) {
    MemorySegment saved = Arena.ofAuto().allocate(3 * trainable.layout().length() * Float.BYTES);
    trainable.save(saved);
    return saved;
  }

  private static Tuning.Lora withoutFile(Tuning.Lora lora) {
    return new Tuning.Lora(
        lora.r(), lora.loraAlpha(), 0, lora.targetModules(), false, false, Optional.empty());
  }

  private static Tuning.Lora lora(String name, int r, double alpha, boolean rslora, boolean dora) {
    boolean all = name.contains("alllinear") || rslora;
    return new Tuning.Lora(
        r,
        alpha,
        0,
        all ? List.of("all-linear") : List.of("q_proj", "v_proj"),
        rslora,
        dora,
        Optional.of(
            REFERENCES
                .resolve("cases")
                .resolve(name)
                .resolve(name.startsWith("sft-a") ? "init_adapter" : "final_adapter")));
  }
}
