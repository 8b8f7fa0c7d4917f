package dev.rondo.trainer.step;

import static dev.rondo.trainer.step.ToyRuns.lora;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.config.Precision;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.config.Tuning;
import dev.rondo.trainer.export.NarrowModel;
import dev.rondo.trainer.torch.ComputeDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrecisionTest {
  private static final StepSettings BF16 = new StepSettings(Precision.BFLOAT16, false);
  private static final Path MODEL = RecordedCase.REFERENCES.resolve("models/tiny-llama");

  /** Two float32 computations agree to 1e-5; rounding to bfloat16 shows above that. */
  @Test
  void bfloat16ReallyRounds() throws Exception {
    try (TorchBaseModel base = TorchBaseModel.load(MODEL, 1);
        Trainable exact = base.create(lora(8, "all-linear"), 1);
        Trainable rounded = base.create(lora(8, "all-linear"), 1, BF16)) {
      double difference = Math.abs(meanLogp(base, exact) - meanLogp(base, rounded));
      assertTrue(difference > 2e-5 && difference < 3e-3, "difference " + difference);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"BFLOAT16", "FLOAT16"})
  void aBaseStoredInHalfTheBytesStaysCloseAndTrains(Precision storage) throws Exception {
    try (TorchBaseModel wide = TorchBaseModel.load(MODEL, 1);
        TorchBaseModel narrow = TorchBaseModel.load(MODEL, storage, 1);
        Trainable reference = wide.create(lora(8, "all-linear"), 1);
        Trainable trainable = narrow.create(lora(8, "all-linear"), 1)) {
      double before = meanLogp(narrow, trainable);
      assertEquals(meanLogp(wide, reference), before, 5e-3);
      for (int repeat = 0; repeat < 3; repeat++) {
        ToyRuns.train(narrow, List.of(trainable), List.of(0), 0, 1);
      }
      assertTrue(meanLogp(narrow, trainable) > before);
    }
  }

  @Test
  void aPackTrainsEachAdapterBitForBitAsAloneInBfloat16Too() throws Exception {
    List<Tuning> tunings = List.of(lora(4, "q_proj", "v_proj"), lora(16, "all-linear"));
    try (TorchBaseModel base = TorchBaseModel.load(MODEL, Precision.BFLOAT16, 1)) {
      List<float[]> alone = new ArrayList<>();
      for (int member = 0; member < tunings.size(); member++) {
        try (Trainable trainable = base.create(tunings.get(member), member, BF16)) {
          ToyRuns.train(base, List.of(trainable), List.of(member), 0, 3);
          alone.add(ToyRuns.saved(trainable));
        }
      }
      try (Trainable first = base.create(tunings.get(0), 0, BF16);
          Trainable second = base.create(tunings.get(1), 1, BF16)) {
        ToyRuns.train(base, List.of(first, second), List.of(0, 1), 0, 3);
        assertArrayEquals(alone.get(0), ToyRuns.saved(first));
        assertArrayEquals(alone.get(1), ToyRuns.saved(second));
      }
    }
  }

  /** A file of bfloat16 is widened exactly, and its own bytes are what bfloat16 products take. */
  @Test
  void aNarrowFileMeansItsWidenedValues(@TempDir Path directory) throws Exception {
    NarrowModel.write(MODEL, directory.resolve("narrow"), Precision.BFLOAT16);
    NarrowModel.write(directory.resolve("narrow"), directory.resolve("wide"), Precision.FLOAT32);
    for (StepSettings settings : List.of(StepSettings.DEFAULT, BF16)) {
      List<float[]> results = new ArrayList<>();
      for (String model : List.of("narrow", "wide")) {
        try (TorchBaseModel base = TorchBaseModel.load(directory.resolve(model), 1);
            Trainable trainable = base.create(lora(8, "all-linear"), 1, settings)) {
          ToyRuns.train(base, List.of(trainable), List.of(0), 0, 2);
          results.add(ToyRuns.saved(trainable));
        }
      }
      assertArrayEquals(results.get(0), results.get(1));
    }
  }

  @Test
  void fullFineTuningOfANarrowBaseIsRefusedByName() throws Exception {
    try (TorchBaseModel base = TorchBaseModel.load(MODEL, Precision.BFLOAT16, 1)) {
      RefusedException refused =
          assertThrows(RefusedException.class, () -> base.layout(new Tuning.Full()));
      assertEquals("model.dtype", refused.problems().getFirst().field());
    }
  }

  @Test
  void fp16OnACpuSaysWhatRunsInstead() {
    ComputePrecision instead =
        ComputePrecision.on(ComputeDevice.CPU, Optional.of(Precision.FLOAT16));
    assertEquals(Precision.FLOAT32, instead.runs());
    assertTrue(instead.notice().orElseThrow().contains("float32"));
    assertEquals(
        Precision.FLOAT32, ComputePrecision.on(ComputeDevice.CPU, Optional.empty()).runs());
    assertEquals(
        new ComputePrecision(Precision.BFLOAT16, Optional.empty()),
        ComputePrecision.on(ComputeDevice.CPU, Optional.of(Precision.BFLOAT16)));
  }

  private static double meanLogp(BaseModel base, Trainable trainable) {
    float[] logp = base.evaluate(List.of(ToyRuns.member(trainable, 0, 0))).getFirst().logp();
    double sum = 0;
    for (float value : logp) {
      sum += value;
    }
    return sum / logp.length;
  }
}
