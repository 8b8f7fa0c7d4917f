package dev.rondo.trainer.step;

import static dev.rondo.trainer.step.ToyRuns.dropping;
import static dev.rondo.trainer.step.ToyRuns.lora;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.model.ModelConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The explicit backward against autograd's. */
class ExplicitStepTest {
  private static final StepSettings BF16 = new StepSettings(Precision.BFLOAT16, false);

  static Stream<Arguments> models() {
    List<Tuning> tunings =
        List.of(
            lora(4, "q_proj", "v_proj"),
            lora(8, "all-linear"),
            lora(8, "layers.1.mlp.up_proj"),
            dropping(0.3, false, 4, "all-linear"),
            dropping(1, false, 4, "all-linear"));
    // Untied and tied heads, biases, norms on heads, wide heads, rope variants.
    return Stream.of(
            "tiny-llama",
            "tiny-llama3",
            "tiny-llama-linear",
            "tiny-mistral",
            "tiny-qwen2",
            "tiny-qwen3")
        .flatMap(model ->
            Stream.of(false, true).map(prepacks -> Arguments.of(model, prepacks, tunings)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void givesAutogradsLossAndGradient(String model, boolean prepacks, List<Tuning> tunings)
      throws Exception {
    try (TorchBaseModel base = TorchBaseModel.load(path(model), Precision.FLOAT32, prepacks)) {
      for (Tuning tuning : tunings) {
        Step autograd = step(base, base::autograd, tuning, StepSettings.DEFAULT);
        Step explicit = step(base, base::explicit, tuning, StepSettings.DEFAULT);
        assertEquals(0, distance(autograd.logp(), explicit.logp()), 1e-6, tuning.toString());
        double distance = distance(autograd.gradient(), explicit.gradient());
        assertEquals(0, distance, 5e-6, tuning.toString());
      }
    }
  }

  /** Both round; the explicit one must not be farther from float32's gradient. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBfloat16GradientIsAsNearToFloat32sAsAutogradsIs(boolean prepacks) throws Exception {
    Tuning tuning = lora(8, "all-linear");
    float[] exact;
    try (TorchBaseModel base = TorchBaseModel.load(path("tiny-qwen3"), 1)) {
      exact = step(base, base::autograd, tuning, StepSettings.DEFAULT).gradient();
    }
    for (Precision storage : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
      try (TorchBaseModel base = TorchBaseModel.load(path("tiny-qwen3"), storage, prepacks)) {
        double autograd = distance(exact, step(base, base::autograd, tuning, BF16).gradient());
        double explicit = distance(exact, step(base, base::explicit, tuning, BF16).gradient());
        assertTrue(explicit < 1.2 * autograd, storage + ": " + explicit + " against " + autograd);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, false", "FLOAT32, true", "BFLOAT16, false", "BFLOAT16, true"})
  void theSelfTestOfPacksPasses(Precision compute, boolean prepacks) throws Exception {
    Path model = path("tiny-qwen2");
    try (TorchBaseModel base = TorchBaseModel.load(model, Precision.FLOAT32, prepacks)) {
      StepSettings settings = new StepSettings(compute, false);
      assertTrue(new PackSelfTest(base, ModelConfig.read(model), settings).passes());
    }
  }

  private static Path path(String model) {
    return RecordedCase.REFERENCES.resolve("models").resolve(model);
  }

  private record Step(float[] logp, float[] gradient) {}

  private static Step step(
      TorchBaseModel base,
      Function<List<PackMember>, ForwardPass> forward,
      Tuning tuning,
      StepSettings settings)
      throws Exception {
    try (TorchTrainable trainable = (TorchTrainable) base.create(tuning, 3, settings)) {
      ToyRuns.train(base, List.of(trainable), List.of(7), 0, 2);
      trainable.zeroGrad();
      List<float[]> logps = new ArrayList<>();
      // Two micro-batches are added up.
      for (int step = 2; step < 4; step++) {
        try (ForwardPass pass = forward.apply(List.of(ToyRuns.member(trainable, 7, step)))) {
          float[] logp = pass.outputs().getFirst().logp();
          float[] d = new float[logp.length];
          for (int i = 0; i < d.length; i++) {
            d[i] = (float) Math.sin(i + step);
          }
          pass.backward(List.of(d));
          logps.add(logp);
        }
      }
      return new Step(logps.getLast(), trainable.gradientValues());
    }
  }

  /** Relative to the length of the first. */
  private static double distance(float[] expected, float[] actual) {
    double squares = 0;
    for (int i = 0; i < expected.length; i++) {
      squares += Math.pow((double) expected[i] - actual[i], 2);
    }
    return Math.sqrt(squares / Math.max(dot(expected, expected), Double.MIN_NORMAL));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
