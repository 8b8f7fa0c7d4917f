package dev.rondo.trainer.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a GRPO run is expected to take counts its completions. */
class GrpoMemoryTest {
  @TempDir Path directory;

  @Test
  void longerCompletionsAndLargerRoundsTakeMore() throws Exception {
    TestTrainer trainer = new TestTrainer(directory);
    try {
      long small = peak(trainer, "small", "");
      long longer = peak(trainer, "longer", ", \"max_completion_length\": 200");
      long larger = peak(trainer, "larger", ", \"per_device_train_batch_size\": 64");
      assertTrue(longer > small, longer + " > " + small);
      assertTrue(larger > small, larger + " > " + small);
    } finally {
      trainer.end();
    }
  }

  private static long peak(TestTrainer trainer, String run, String arguments) throws Exception {
    return trainer.prepare(trainer.grpo(run, "[{\"json\": {}}]", arguments)).getPeakMemoryBytes();
  }
}
