package dev.rondo.examples;

import dev.rondo.examples.model.ExampleModel;
import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the example model again: half an hour on one core. */
public final class PretrainModel {
  private PretrainModel() {}

  /** Takes the model's directory, a scratch folder and the number of steps. */
  public static void main(String[] arguments) throws IOException, RefusedException {
    ExampleModel.pretrain(
        Path.of(arguments[0]),
        Path.of(arguments[1]),
        new PretrainingCorpus(GenerateExamples.SEED).conversations(),
        GenerateExamples.SEED,
        Integer.parseInt(arguments[2]));
  }
}
