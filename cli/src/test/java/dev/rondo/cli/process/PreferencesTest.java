package dev.rondo.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with preferences, by the command line. */
class PreferencesTest {
  @TempDir private Path directory;

  @Test
  void badPreferencesAreToldByName() throws Exception {
    SampleFiles.write(
        directory.resolve("good.jsonl"),
        "{\"prompt\": \"a\", \"chosen\": \" b\", \"rejected\": \" c\"}\n".repeat(4));
    SampleFiles.write(directory.resolve("rows.jsonl"), SampleFiles.rows(4));
    SampleFiles.copyModel(directory.resolve("other"));
    Path config = directory.resolve("other/config.json");
    Files.writeString(
        config,
        Files.readString(config).replaceAll("\"vocab_size\" *: *\\d+", "\"vocab_size\": 7"));
    List<String> manifests = new ArrayList<>(List.of("validate"));
    manifests.add(manifest("column", "rows.jsonl", "peft: {r: 4}"));
    manifests.add(manifest("nowhere", "good.jsonl", "referencePolicy: {model: nowhere}"));
    manifests.add(manifest("vocabulary", "good.jsonl", "referencePolicy: {model: other}"));
    manifests.add(manifest("policy", "good.jsonl", "referencePolicy: Parent"));
    manifests.add(
        manifest(
            "weights",
            "good.jsonl",
            "trainingArgs: {loss_type: [sigmoid, sft], loss_weights: [1]}"));
    CommandLineProcess.Result result =
        CommandLineProcess.run(directory, manifests.toArray(new String[0]));
    assertEquals(2, result.exit(), result.text());
    Stream.of(
            "needs the columns chosen and rejected",
            "nowhere is no directory",
            "referencePolicy.model: has a vocabulary of 7 tokens",
            "spec.base.referencePolicy is \"Parent\"",
            "loss_weights has 1 weights, must have one for each of the 2 losses")
        .forEach(message ->
            assertTrue(result.text().contains(message), message + " not in:\n" + result.text()));
  }

  private String manifest(String name, String data, String base) throws IOException {
    Path file = directory.resolve(name + ".yaml");
    SampleFiles.write(
        file,
        SampleFiles.manifest(
                name, "{uri: " + SampleFiles.MODEL + "}", "{train: {uri: " + data + "}}", base)
            .replace("trainer: SFT", "trainer: DPO"));
    return file.toString();
  }
}
