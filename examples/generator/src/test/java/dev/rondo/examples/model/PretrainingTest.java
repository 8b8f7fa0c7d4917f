package dev.rondo.examples.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.model.ModelWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTest {
  private static final String TURN = "<|im_start|>user\nWhere is my kettle?<|im_end|>";
  @TempDir private Path directory;

  private static PretrainingRows rows(int length) throws Exception {
    HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.newInstance(Path.of("../model/tokenizer.json"));
    return new PretrainingRows(tokenizer, Stream.generate(() -> TURN).iterator(), length);
  }

  @Test
  void rowsStartWithAConversationAndAreFull() throws Exception {
    for (TokenRow row : rows(40).next(3)) {
      assertEquals(40, row.ids().length);
      assertEquals(ModelShape.VOCABULARY - 2, row.ids()[0]);
      assertEquals(39, row.targets());
    }
  }

  @Test
  void aFewStepsLearnARepeatedText() throws Exception {
    InitialWeights.write(directory, 3);
    List<Double> losses = new ArrayList<>();
    Path trained = directory.resolve("trained.safetensors");
    new Pretraining(12, (step, loss) -> losses.add(loss)).run(directory, rows(24), trained);
    assertEquals(Math.log(ModelShape.VOCABULARY), losses.getFirst(), 0.2);
    assertTrue(losses.getLast() < losses.getFirst() - 0.5, losses.toString());
    Files.move(
        trained, directory.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);
    try (ModelWeights weights = ModelWeights.load(directory, Precision.FLOAT32)) {
      assertTrue(weights.distinctNames().contains("model.layers.4.mlp.down_proj.weight"));
    }
  }

  @Test
  void sameSeedGivesTheSameWeights() throws Exception {
    InitialWeights.write(directory.resolve("a"), 3);
    InitialWeights.write(directory.resolve("b"), 3);
    assertArrayEquals(
        Files.readAllBytes(directory.resolve("a/model.safetensors")),
        Files.readAllBytes(directory.resolve("b/model.safetensors")));
  }
}
