package dev.rondo.trainer.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.protocol.v1.Prepared;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** eval_bits_per_byte is the same whatever eval_loss is a mean of. */
class BitsPerByteTest {
  private static final Path REFERENCES = Path.of("../../references").toAbsolutePath().normalize();

  @TempDir Path directory;
  private TestTrainer trainer;

  @BeforeEach
  void start() {
    trainer = new TestTrainer(directory);
  }

  @AfterEach
  void end() throws Exception {
    trainer.end();
  }

  @Test
  void batchesLossesAndPacksChangeTheLossAndItsKeyAlone() throws Exception {
    int runs = 0;
    Measured usual = measure("usual", "\"per_device_eval_batch_size\": 2");
    for (String other :
        new String[] {
          "\"per_device_eval_batch_size\": 3",
          "\"per_device_eval_batch_size\": 2, \"loss_type\": \"dft\"",
          "\"per_device_eval_batch_size\": 2, \"packing\": true, \"max_length\": 512"
        }) {
      Measured measured = measure("other-" + runs++, other);
      assertEquals(
          usual.number("eval_bits_per_byte"), measured.number("eval_bits_per_byte"), 1e-5, other);
      assertNotEquals(usual.number("eval_loss"), measured.number("eval_loss"), 1e-5, other);
      assertNotEquals(usual.evalKey(), measured.evalKey());
      assertEquals(usual.source(), measured.source(), other);
    }
  }

  @Test
  void whereRowsAreCutAnotherTextIsMeasured() throws Exception {
    Measured whole = measure("whole", "\"per_device_eval_batch_size\": 8");
    Measured cut = measure("cut", "\"per_device_eval_batch_size\": 8, \"max_length\": 24");
    assertNotEquals(whole.source(), cut.source());
  }

  private record Measured(String evalKey, JsonNode record) {
    double number(String metric) {
      return record.path(metric).asDouble(Double.NaN);
    }

    String source() {
      return evalKey.substring(0, evalKey.indexOf('-'));
    }
  }

  /** After a step too small to change a weight. */
  private Measured measure(String name, String trainingArgs) throws Exception {
    String data = REFERENCES.resolve("data/sft-pc-text.jsonl").toString();
    String leaf =
        """
        {"trainer": "SFT", "model": {"uri": "%s"},
         "dataset": {"train": {"uri": "%s"}, "eval": {"uri": "%s", "limit": 8}},
         "config": {"peft": {"target_modules": "all-linear"},
           "trainingArgs": {"max_steps": 1, "learning_rate": 1e-12, %s}}}\
        """
            .formatted(REFERENCES.resolve("models/tiny-llama"), data, data, trainingArgs);
    Prepared prepared = trainer.prepare(trainer.config(name, "", "").setLeafJson(leaf));
    JsonNode ofTheBase =
        TestTrainer.records(trainer.train(name, 0, 1)).stream()
            .filter(record -> record.has("eval_loss"))
            .findFirst()
            .orElseThrow();
    return new Measured(prepared.getEvalKey(), ofTheBase);
  }
}
