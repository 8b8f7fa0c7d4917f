package dev.rondo.examples.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.rondo.examples.text.Message;
import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The example model's weights, made from a corpus. */
public final class ExampleModel {
  private ExampleModel() {}

  /**
   * Pretrains a model, and writes {@code model.safetensors} beside its tokenizer.
   *
   * @param directory with the tokenizer
   * @param scratch folder for the untrained model
   * @param steps of training
   */
  public static void pretrain(
      Path directory, Path scratch, Stream<List<Message>> conversations, long seed, int steps)
      throws IOException, RefusedException {
    InitialWeights.write(scratch, seed);
    Map<String, String> whole = Map.of("truncation", "false", "padding", "false");
    try (HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.newInstance(directory.resolve("tokenizer.json"), whole)) {
      PretrainingRows rows = new PretrainingRows(tokenizer, conversations.iterator());
      new Pretraining(steps, new LossReport(System.out))
          .run(scratch, rows, directory.resolve("model.safetensors"));
    }
  }
}
