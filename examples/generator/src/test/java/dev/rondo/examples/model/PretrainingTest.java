package dev.rondo.examples.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.rondo.examples.text.Message;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.model.ModelWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTest {
  private static final List<Message> TALK =
      List.of(Message.user("Where is my kettle?"), Message.assistant("It arrives on Friday."));

  @TempDir private Path directory;

  private static HuggingFaceTokenizer tokenizer() throws Exception {
    return HuggingFaceTokenizer.newInstance(Path.of("../model/tokenizer.json"));
  }

  private static PretrainingRows rows(HuggingFaceTokenizer tokenizer) {
    return new PretrainingRows(tokenizer, Stream.generate(() -> TALK).iterator());
  }

  @Test
  void aRowIsAConversationInChatMl() throws Exception {
    try (HuggingFaceTokenizer tokenizer = tokenizer()) {
      int[] row = rows(tokenizer).next(1).getFirst().ids();
      long[] whole = tokenizer.encode(Message.chatMl(TALK), false, false).getIds();
      assertArrayEquals(whole, Arrays.stream(row).asLongStream().toArray());
    }
  }

  @Test
  void theReplyAndItsEndAreTrained() throws Exception {
    try (HuggingFaceTokenizer tokenizer = tokenizer()) {
      TokenRow row = rows(tokenizer).next(1).getFirst();
      long[] trained =
          IntStream.range(0, row.ids().length)
              .filter(i -> row.trained()[i])
              .mapToLong(i -> row.ids()[i])
              .toArray();
      assertEquals("It arrives on Friday.<|im_end|>", tokenizer.decode(trained, false));
    }
  }

  @Test
  void rowsAreTakenUntilTheyHoldTheTokensAskedFor() throws Exception {
    try (HuggingFaceTokenizer tokenizer = tokenizer()) {
      int length = rows(tokenizer).next(1).getFirst().ids().length;
      assertEquals(1, rows(tokenizer).next(length).size());
      assertEquals(2, rows(tokenizer).next(length + 1).size());
    }
  }

  @Test
  void aFewStepsLearnARepeatedText() throws Exception {
    InitialWeights.write(directory, 3);
    List<Double> losses = new ArrayList<>();
    Path trained = directory.resolve("trained.safetensors");
    try (HuggingFaceTokenizer tokenizer = tokenizer()) {
      new Pretraining(12, (step, loss) -> losses.add(loss))
          .run(directory, rows(tokenizer), trained);
    }
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
