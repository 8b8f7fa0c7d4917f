package dev.rondo.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that have no state yet say so, and those that can't begin are not passed over. */
class UnbegunRunTest {
  private static final String RUN = "early-base-1";
  private static final String BASE =
      """
      peft: {r: 4, target_modules: all-linear}
      trainingArgs: {per_device_train_batch_size: 4, max_steps: 1}
      """;

  @TempDir private Path directory;

  @Test
  void aResumeSaysThatItBeginsAndAWarmCloneOfWhatIsGoneFailsTheExperiment() throws Exception {
    SampleFiles.write(directory.resolve("rows.jsonl"), SampleFiles.rows(8));
    SampleFiles.write(
        directory.resolve("early.yaml"),
        SampleFiles.manifest(
            "early", "{uri: " + SampleFiles.MODEL + "}", "{train: {uri: rows.jsonl}}", BASE));
    says(0, RUN + " +Succeeded", "run", "early.yaml");
    says(0, "cold is made", "clone", RUN, "--name", "cold");
    says(0, "stopped", "stop", "cold");
    says(0, "cold: begins: it has no state to go on from yet", "resume", "cold");
    says(0, "heir is made, and waits", "clone", "cold", "--warm", "--name", "heir");
    says(0, "gone", "delete", "cold");
    says(
        1,
        "heir never began: cold is gone, and had no checkpoint; delete this clone",
        "run",
        "early.yaml");
    says(0, "gone", "delete", "heir");
    says(0, RUN + " +Succeeded", "run", "early.yaml");
  }

  private void says(int exit, String pattern, String... arguments)
      throws IOException, InterruptedException {
    CommandLineProcess.Result result = CommandLineProcess.run(directory, arguments);
    assertTrue(Pattern.compile(pattern).matcher(result.text()).find(), result::text);
    assertEquals(exit, result.exit(), result::text);
  }
}
