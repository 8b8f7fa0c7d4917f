package dev.rondo.trainer.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine, fed with the batches and learning rates TRL recorded, gives TRL's numbers. */
class TrlTrajectoryTest {
  private static final double LOSS_ABSOLUTE = 1e-5;
  private static final double GRAD_NORM_RELATIVE = 2e-5;
  private static final double WEIGHT_ABSOLUTE = 1e-4;

  // The bounds for bfloat16, with their reasons, are in references/README.md.
  private static final double BF16_LOSS_ABSOLUTE = 3e-3;
  private static final double BF16_MEAN_LOSS_ABSOLUTE = 1.2e-3;
  private static final double BF16_FIRST_GRAD_NORM_RELATIVE = 8e-3;
  private static final double BF16_GRAD_NORM_RELATIVE = 1.5e-2;
  private static final double BF16_GRADIENT_RELATIVE = 2e-2;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sft-a-llama-qv-linear",
        "sft-b-llama-alllinear-cosine-ga2",
        "sft-c-llama-text-trunc",
        "sft-c2-llama-pc-text",
        "sft-d1-llama-messages-full",
        "sft-d2-llama-messages-assistant",
        "sft-e-qwen2-eval-constwarmup",
        "sft-f-qwen3-eval-constwarmup",
        "sft-g-llama-packing-bfd",
        "sft-g2-llama-packing-wrapped",
        "sft-h-llama-full",
        "sft-i-llama-rslora-restarts",
        "sft-j-llama-dora",
        "sft-k-llama-2epochs",
        "sft-l-llama3-rope",
        "sft-p-llama-gradckpt"
      })
  void replaysTheRecordedTrajectory(String name) throws Exception {
    RecordedCase recorded = RecordedCase.read(name);
    try (Replay replay = Replay.of(recorded, recorded.settings())) {
      for (JsonNode step : recorded.trajectory().path("steps")) {
        JsonNode logged = step.path("logged");
        int number = step.path("step").asInt();
        replay.step(step);
        double expectedNorm = logged.path("grad_norm").asDouble();
        assertEquals(
            logged.path("loss").asDouble(), replay.loss(), LOSS_ABSOLUTE, "loss at " + number);
        assertEquals(
            expectedNorm,
            replay.gradNorm(),
            GRAD_NORM_RELATIVE * expectedNorm,
            "grad_norm at " + number);
        assertEvaluates(recorded, replay, number, LOSS_ABSOLUTE);
      }
      float[] ours = replay.parameters();
      for (ParameterLayout.Tensor tensor : replay.layout().tensors()) {
        FloatBuffer expected = recorded.finalTensors().floats(tensor.name()).asFloatBuffer();
        for (int i = 0; i < tensor.size(); i++) {
          assertEquals(
              expected.get(i),
              ours[Math.toIntExact(tensor.offset()) + i],
              WEIGHT_ABSOLUTE,
              tensor.name() + "[" + i + "]");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sft-m-llama-bf16-autocast, 0.10",
    "sft-n-qwen3-bf16-autocast, 0.015",
    "sft-q-llama-bf16-weights, 0.055"
  })
  void replaysTheRecordedTrajectoryInBfloat16(String name, double updateRelative) throws Exception {
    RecordedCase recorded = RecordedCase.read(name);
    try (Replay replay = Replay.of(recorded, recorded.settings())) {
      float[] initial = replay.parameters();
      double sumOfDifferences = 0;
      for (JsonNode step : recorded.trajectory().path("steps")) {
        JsonNode logged = step.path("logged");
        int number = step.path("step").asInt();
        replay.step(step);
        double difference = Math.abs(logged.path("loss").asDouble() - replay.loss());
        assertTrue(difference < BF16_LOSS_ABSOLUTE, "loss at " + number + ": " + difference);
        sumOfDifferences += difference;
        double expectedNorm = logged.path("grad_norm").asDouble();
        double bound = number == 1 ? BF16_FIRST_GRAD_NORM_RELATIVE : BF16_GRAD_NORM_RELATIVE;
        assertEquals(
            expectedNorm, replay.gradNorm(), bound * expectedNorm, "grad_norm at " + number);
        if (number == 1) {
          float[] expected = Replay.flat(replay.layout(), recorded.firstGradients());
          assertTrue(
              Replay.distance(expected, replay.gradients(), new float[expected.length])
                  < BF16_GRADIENT_RELATIVE);
        }
        assertEvaluates(recorded, replay, number, BF16_LOSS_ABSOLUTE);
      }
      int steps = recorded.trajectory().path("steps").size();
      assertTrue(sumOfDifferences / steps < BF16_MEAN_LOSS_ABSOLUTE);
      float[] expected = Replay.flat(replay.layout(), recorded.finalTensors());
      assertTrue(Replay.distance(expected, replay.parameters(), initial) < updateRelative);
    }
  }

  /** Where TRL evaluated after this step, so do we. */
  private static void assertEvaluates(
      RecordedCase recorded, Replay replay, int step, double tolerance) throws Exception {
    for (JsonNode eval : recorded.trajectory().path("evals")) {
      if (eval.path("step").asInt() == step) {
        assertEquals(
            eval.path("eval_loss").asDouble(),
            replay.evalLoss(),
            tolerance,
            "eval_loss at " + step);
      }
    }
  }
}
