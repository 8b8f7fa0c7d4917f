package dev.rondo.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see before a run, and take away after it. */
class PreviewAndExportTest {
  @TempDir private static Path directory;

  private static CommandLineProcess.Result preview;
  private static CommandLineProcess.Result run;

  @BeforeAll
  static void previewAndRun() throws IOException, InterruptedException {
    SampleFiles.write(directory.resolve("rows.jsonl"), SampleFiles.rows(12));
    SampleFiles.write(
        directory.resolve("small.yaml"),
        SampleFiles.manifest(
            "small",
            "{uri: " + SampleFiles.MODEL + "}",
            "{train: {uri: rows.jsonl},"
                + " eval: {split: 0.25, generate: {limit: 2, maxNewTokens: 6, samples: 1}}}",
            "peft: {r: 4}\n"
                + "trainingArgs: {per_device_train_batch_size: 3, num_train_epochs: 1, max_length:"
                + " 16}"));
    preview = CommandLineProcess.run(directory, "preview", "small.yaml", "--rows", "1");
    run = CommandLineProcess.run(directory, "run", "small.yaml");
  }

  @Test
  void aPreviewMarksWhatIsTrainedAndTellsWhatItTakes() {
    assertEquals(0, preview.exit(), preview::text);
    assertTrue(
        preview.out().contains("9 rows to train on, 3 to evaluate on, 2 to complete; 0 dropped"));
    assertTrue(preview.out().contains("train: 9 rows cut to max_length 16"), preview::text);
    assertTrue(preview.out().contains("?« Answer "), preview::text);
    assertTrue(
        preview.out().lines().anyMatch(l -> l.matches("small-base-1 +3 +3 +[\\d,]+ +\\d+ MB .*s")),
        preview::text);
  }

  @Test
  void aRunTakesTheRowsThatThePreviewLeft() {
    assertEquals(0, run.exit(), run::text);
    assertTrue(run.out().contains("prepared before"), run::text);
  }

  @Test
  void everyEvaluationIsMeasuredByItsTextsAndKeepsSome() throws IOException {
    Path files = directory.resolve(".rondo/small/runs/small-base-1");
    List<String> evaluations =
        Files.readAllLines(files.resolve("metrics.jsonl")).stream()
            .filter(line -> line.contains("\"eval_loss\""))
            .toList();
    assertTrue(
        evaluations.size() > 1 && evaluations.stream().allMatch(l -> l.contains("\"eval_chrf\"")),
        evaluations::toString);
    List<String> texts = Files.readAllLines(files.resolve("completions.jsonl"));
    assertEquals(evaluations.size(), texts.size());
    assertTrue(texts.getLast().contains("\"reference\":\" Answer"), texts::getLast);
  }

  @Test
  void theBestCheckpointIsExportedAsAnAdapter() throws IOException, InterruptedException {
    CommandLineProcess.Result export =
        CommandLineProcess.run(directory, "export", "small-base-1", "out/adapter", "--best");
    assertEquals(0, export.exit(), export::text);
    assertTrue(Files.size(directory.resolve("out/adapter/adapter_model.safetensors")) > 0);
    assertTrue(Files.exists(directory.resolve("out/adapter/tokenizer.json")));
  }

  @Test
  void aMergedExportIsAWholeModelAndReplacesNothing() throws IOException, InterruptedException {
    CommandLineProcess.Result export =
        CommandLineProcess.run(directory, "export", "small-base-1", "whole", "--merge");
    assertEquals(0, export.exit(), export::text);
    long base = Files.size(SampleFiles.MODEL.resolve("model.safetensors"));
    long merged = Files.size(directory.resolve("whole/model.safetensors"));
    assertTrue(Math.abs(merged - base) < 4096, () -> merged + " bytes of " + base);
    assertFalse(Files.exists(directory.resolve("whole/adapter_config.json")));
    CommandLineProcess.Result again =
        CommandLineProcess.run(directory, "export", "small-base-1", "whole");
    assertEquals(1, again.exit(), again::text);
    assertTrue(again.err().contains("whole is there already"), again::text);
  }
}
