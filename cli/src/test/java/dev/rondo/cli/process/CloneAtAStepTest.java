package dev.rondo.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person goes back to a past checkpoint of a run that has ended. */
class CloneAtAStepTest {
  private static final String RUN = "back-base-1";
  private static final String BASE =
      """
      peft: {r: 4, target_modules: all-linear}
      trainingArgs: {per_device_train_batch_size: 4, num_train_epochs: 3, logging_steps: 1}
      """;

  @TempDir private Path directory;

  @Test
  void aCloneGoesOnFromThereAndOfOtherStepsItIsToldWhichThereAre() throws Exception {
    SampleFiles.write(directory.resolve("rows.jsonl"), SampleFiles.rows(8));
    SampleFiles.write(
        directory.resolve("back.yaml"),
        SampleFiles.manifest(
                    "back",
                    "{uri: " + SampleFiles.MODEL + "}",
                    "{train: {uri: rows.jsonl}}",
                    BASE.stripTrailing())
                .stripTrailing()
            + "\n  checkpoints: {keep: 3}\n");
    says(0, RUN + " +Succeeded", "run", "back.yaml");
    says(1, "has no checkpoint 2; it has 4, 5, 6", "clone", RUN, "--warm", "--at", "2");
    says(2, "add --warm", "clone", RUN, "--at", "4");
    says(
        0,
        "early starts from step-000004 of " + RUN,
        "clone",
        RUN,
        "--name=early",
        "--warm",
        "--at=4");
    says(0, "early +Succeeded", "run", "back.yaml");
    says(0, "early .*warm from step-000004", "tree");
    List<String> metrics =
        Files.readAllLines(directory.resolve(".rondo/back/runs/early/metrics.jsonl"));
    assertTrue(metrics.getFirst().contains("\"step\":5,"), metrics::getFirst);
    assertTrue(metrics.getLast().contains("\"step\":10,"), metrics::getLast);
  }

  private void says(int exit, String pattern, String... arguments)
      throws IOException, InterruptedException {
    CommandLineProcess.Result result = CommandLineProcess.run(directory, arguments);
    assertTrue(Pattern.compile(pattern).matcher(result.text()).find(), result::text);
    assertEquals(exit, result.exit(), result::text);
  }
}
