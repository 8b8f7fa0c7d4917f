package dev.rondo.trainer.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.generation.Completion;
import dev.rondo.trainer.generation.Decoder;
import dev.rondo.trainer.generation.DecodingRow;
import dev.rondo.trainer.generation.Sampling;
import dev.rondo.trainer.torch.ComputeDevice;
import dev.rondo.trainer.torch.CopyingDevice;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a GPU would do, on a device that is none: everything is copied there and back. */
class OtherDeviceTest {
  private static final int STEPS = 3;
  private static final String LORA = "sft-b-llama-alllinear-cosine-ga2";

  private ComputeDevice device;

  @BeforeEach
  void open() {
    device = CopyingDevice.open();
  }

  @AfterEach
  void close() {
    device.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LORA,
        "sft-h-llama-full",
        "sft-j-llama-dora",
        "sft-f-qwen3-eval-constwarmup",
        "sft-p-llama-gradckpt"
      })
  void stepsAreTrls(String name) throws Exception {
    RecordedCase recorded = RecordedCase.read(name);
    try (Replay replay = Replay.of(recorded, recorded.settings(), device)) {
      for (int i = 0; i < STEPS; i++) {
        JsonNode step = recorded.trajectory().path("steps").path(i);
        replay.step(step);
        assertEquals(step.path("logged").path("loss").asDouble(), replay.loss(), 1e-5);
        double norm = step.path("logged").path("grad_norm").asDouble();
        assertEquals(norm, replay.gradNorm(), 2e-5 * norm);
      }
    }
  }

  @Test
  void aStateComesBackAsItWasSaved() throws Exception {
    RecordedCase recorded = RecordedCase.read(LORA);
    try (Replay replay = Replay.of(recorded, StepSettings.DEFAULT, device)) {
      replay.step(recorded.trajectory().path("steps").path(0));
      float[] saved = ToyRuns.saved(replay.trainable());
      replay.step(recorded.trajectory().path("steps").path(1));
      assertFalse(Arrays.equals(saved, ToyRuns.saved(replay.trainable())));
      replay.trainable().load(MemorySegment.ofArray(saved));
      assertArrayEquals(saved, ToyRuns.saved(replay.trainable()));
    }
  }

  @Test
  void tokensAreDecodedThereToo() throws Exception {
    RecordedCase recorded = RecordedCase.read(LORA);
    assertEquals(decoded(recorded, ComputeDevice.CPU), decoded(recorded, device));
  }

  private static List<List<Integer>> decoded(RecordedCase recorded, ComputeDevice device)
      throws Exception {
    List<DecodingRow> rows =
        List.of(new DecodingRow(new int[] {5, 17, 230}, 1), new DecodingRow(new int[] {301, 9}, 2));
    try (TorchBaseModel base = TorchBaseModel.load(recorded.model(), Precision.FLOAT32, 1, device);
        Trainable adapter = base.create(recorded.tuning(), 42);
        DecodingArguments model = base.decoding(adapter);
        Decoder decoder = new Decoder()) {
      List<Completion> completions =
          decoder.decode(model, rows, Sampling.greedy(24, List.of(7, 90)));
      return completions.stream().map(c -> Arrays.stream(c.ids()).boxed().toList()).toList();
    }
  }
}
