package dev.rondo.trainer.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.trainer.model.SafeTensors;
import dev.rondo.trainer.objective.SftObjective;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine, fed with the batches and learning rates TRL recorded, gives TRL's numbers. */
class TrlTrajectoryTest {
  private static final double LOSS_ABSOLUTE = 1e-5;
  private static final double GRAD_NORM_RELATIVE = 2e-5;
  private static final double WEIGHT_ABSOLUTE = 1e-4;

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
        "sft-l-llama3-rope"
      })
  void replaysTheRecordedTrajectory(String name) throws Exception {
    RecordedCase recorded = RecordedCase.read(name);
    AdamW adamW =
        new AdamW(
            recorded.argument("adam_beta1").asDouble(),
            recorded.argument("adam_beta2").asDouble(),
            recorded.argument("adam_epsilon").asDouble(),
            recorded.argument("weight_decay").asDouble(),
            recorded.argument("max_grad_norm").asDouble());
    try (TorchBaseModel base = TorchBaseModel.load(recorded.model(), 1);
        Trainable trainable = base.create(recorded.tuning(), 42)) {
      for (JsonNode step : recorded.trajectory().path("steps")) {
        JsonNode logged = step.path("logged");
        int number = step.path("step").asInt();
        trainable.zeroGrad();
        float loss = 0;
        for (JsonNode micro : step.path("micro")) {
          List<PackMember> pack =
              List.of(new PackMember(trainable, RecordedCase.rows(micro.path("batch")), 0));
          try (ForwardPass pass = base.forward(pack)) {
            SftObjective objective =
                SftObjective.of(
                    pass.outputs().getFirst(), micro.path("num_items_in_batch").asLong());
            loss += objective.loss();
            pass.backward(List.of(objective.dLogp()));
          }
        }
        float gradNorm = trainable.gradNorm();
        double expectedNorm = logged.path("grad_norm").asDouble();
        assertEquals(logged.path("loss").asDouble(), loss, LOSS_ABSOLUTE, "loss at " + number);
        assertEquals(
            expectedNorm, gradNorm, GRAD_NORM_RELATIVE * expectedNorm, "grad_norm at " + number);
        trainable.update(adamW, logged.path("learning_rate").asDouble(), number, gradNorm);
      }
      assertEndsAt(recorded, trainable);
    }
  }

  private static void assertEndsAt(RecordedCase recorded, Trainable trainable) throws Exception {
    boolean full = !recorded.spec().path("lora").isObject();
    SafeTensors expected =
        full
            ? SafeTensors.ofModel(recorded.directory().resolve("final_model"))
            : SafeTensors.open(
                recorded.directory().resolve("final_adapter/adapter_model.safetensors"));
    ParameterLayout layout = trainable.layout();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment saved = arena.allocate(3 * layout.length() * Float.BYTES);
      trainable.save(saved);
      for (ParameterLayout.Tensor tensor : layout.tensors()) {
        assertTrue(expected.has(tensor.name()), tensor.name());
        FloatBuffer values = expected.floats(tensor.name()).asFloatBuffer();
        for (int i = 0; i < tensor.size(); i++) {
          float ours = saved.getAtIndex(ValueLayout.JAVA_FLOAT, tensor.offset() + i);
          assertEquals(values.get(i), ours, WEIGHT_ABSOLUTE, tensor.name() + "[" + i + "]");
        }
      }
    }
  }
}
