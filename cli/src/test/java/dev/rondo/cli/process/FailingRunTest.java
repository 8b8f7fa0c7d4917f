package dev.rondo.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that fails, fails alone and says why. */
class FailingRunTest {
  private static final String MODEL = "{uri: " + SampleFiles.MODEL + "}";

  @TempDir private Path directory;

  @Test
  void oneThatDivergesNamesStepAndLearningRateAndOthersGoOn()
      throws IOException, InterruptedException {
    SampleFiles.write(directory.resolve("rows.jsonl"), SampleFiles.rows(8));
    String base =
        """
        peft: {r: 4, target_modules: all-linear}
        trainingArgs: {per_device_train_batch_size: 4, max_steps: 4, lr_scheduler_type: constant, max_grad_norm: 0}
        """;
    String search =
        "\n  search: {grid: [{path: trainingArgs.learning_rate, values: [1.0e-4, 1.0e+30]}]}\n";
    SampleFiles.write(
        directory.resolve("diverging.yaml"),
        SampleFiles.manifest("diverging", MODEL, "{train: {uri: rows.jsonl}}", base).stripTrailing()
            + search);
    CommandLineProcess.Result run = CommandLineProcess.run(directory, "run", "diverging.yaml");
    assertEquals(1, run.exit(), run::text);
    assertTrue(
        Pattern.compile("diverging-base-2 +Failed: step \\d+: loss is .* learning rate 1.0E30")
            .matcher(run.out())
            .find(),
        run::text);
    assertTrue(Pattern.compile("diverging-base-1 +Succeeded").matcher(run.out()).find(), run::text);
  }

  @Test
  void aRowThatCannotBeReadIsNamedByItsLine() throws IOException, InterruptedException {
    SampleFiles.write(
        directory.resolve("rows.jsonl"), SampleFiles.rows(4) + "{\"prompt\": \"cut\n");
    SampleFiles.write(
        directory.resolve("malformed.yaml"),
        SampleFiles.manifest(
            "malformed", MODEL, "{train: {uri: rows.jsonl}}", "trainingArgs: {max_steps: 2}"));
    CommandLineProcess.Result run = CommandLineProcess.run(directory, "run", "malformed.yaml");
    assertEquals(1, run.exit(), run::text);
    assertTrue(run.out().contains("rows.jsonl:5"), run::text);
  }
}
