package dev.rondo.trainer.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.Tuning;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientCheckpointingTest {
  static Stream<Tuning> tunings() {
    return Stream.of(
        ToyRuns.dropping(0.2, false, 4, "all-linear"),
        ToyRuns.dropping(0.2, true, 4, "q_proj", "down_proj"),
        ToyRuns.lora(8, "layers.1.mlp.up_proj"),
        new Tuning.Full());
  }

  @ParameterizedTest
  @MethodSource("tunings")
  void recomputedLayersGiveTheSameBits(Tuning tuning) throws Exception {
    for (Precision compute : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
      for (double temperature : List.of(1.0, 0.7)) {
        assertArrayEquals(
            trained(tuning, new StepSettings(compute, false, temperature)),
            trained(tuning, new StepSettings(compute, true, temperature)));
      }
    }
  }

  private static float[] trained(Tuning tuning, StepSettings settings) throws Exception {
    // A tied head: its weight gets a gradient from both ends of the model.
    try (TorchBaseModel base =
        TorchBaseModel.load(RecordedCase.REFERENCES.resolve("models/tiny-qwen3"), 1)) {
      base.activationBudget(0);
      try (Trainable trainable = base.create(tuning, 3, settings)) {
        ToyRuns.train(base, List.of(trainable), List.of(3), 0, 2);
        return ToyRuns.saved(trainable);
      }
    }
  }
}
