package dev.rondo.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.hub.FakeHub;
import dev.rondo.trainer.hub.Repository;
import dev.rondo.trainer.hub.Repository.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model and data of a run come from a hub, through drops, and stay at the commit they were of. */
class HubRunTest {
  private static final String MODEL_COMMIT = "a".repeat(40);
  private static final String DATA_COMMIT = "b".repeat(40);
  private static final Repository MODEL = new Repository(Kind.MODEL, "owner/tiny");
  private static final Repository DATA = new Repository(Kind.DATASET, "owner/rows");

  @TempDir private Path directory;
  private FakeHub hub;

  @BeforeEach
  void start() throws IOException {
    hub = new FakeHub();
    Map<String, byte[]> model = new HashMap<>();
    try (Stream<Path> files = Files.list(SampleFiles.MODEL)) {
      for (Path file : files.toList()) {
        model.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    hub.put(MODEL, "main", MODEL_COMMIT, model);
    hub.put(DATA, "main", DATA_COMMIT, Map.of("train.jsonl", rows(6), "test.jsonl", rows(2)));
    SampleFiles.write(
        directory.resolve("hub.yaml"),
        SampleFiles.manifest(
            "hub",
            "{uri: hf://owner/tiny}",
            "{train: {uri: hf://datasets/owner/rows}, eval: {uri: hf://datasets/owner/rows}}",
            "peft: {r: 4}\ntrainingArgs: {per_device_train_batch_size: 3, num_train_epochs: 1}"));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aRunDownloadsThroughDropsAndRecordsTheCommits() throws IOException, InterruptedException {
    hub.drop("model.safetensors", 2);
    CommandLineProcess.Result run = rondo("run", "hub.yaml");
    assertEquals(0, run.exit(), run::text);
    assertTrue(run.out().contains("Downloading"), run::text);
    String object = Files.readString(directory.resolve(".rondo/hub/runs/hub-base-1/run.yaml"));
    assertTrue(object.contains(MODEL_COMMIT), object);
    assertTrue(object.contains(DATA_COMMIT), object);
    assertTrue(
        Files.exists(directory.resolve("home/hub/models--owner--tiny/snapshots/" + MODEL_COMMIT)));
    String adapter =
        Files.readString(
            directory.resolve(".rondo/hub/runs/hub-base-1/adapter/adapter_config.json"));
    assertTrue(adapter.contains("\"owner/tiny\"") && adapter.contains(MODEL_COMMIT), adapter);
  }

  @Test
  void aRefusalOfTheHubSaysWhatToDo() throws IOException, InterruptedException {
    hub.gated = true;
    CommandLineProcess.Result run = rondo("run", "hub.yaml");
    assertEquals(1, run.exit(), run::text);
    assertTrue(run.text().contains("is gated"), run::text);
    assertTrue(run.text().contains("HF_TOKEN"), run::text);
  }

  @Test
  void validateDownloadsNothing() throws IOException, InterruptedException {
    CommandLineProcess.Result validated = rondo("validate", "hub.yaml");
    assertEquals(0, validated.exit(), validated::text);
    assertTrue(validated.out().contains("hf://owner/tiny is not downloaded yet"), validated::text);
    assertTrue(hub.requests.isEmpty(), hub.requests::toString);
  }

  private CommandLineProcess.Result rondo(String... arguments)
      throws IOException, InterruptedException {
    return CommandLineProcess.run(
        directory,
        Map.of(
            "HF_ENDPOINT", hub.endpoint().toString(),
            "HF_HOME", directory.resolve("home").toString()),
        arguments);
  }

  private static byte[] rows(int count) {
    return SampleFiles.rows(count).getBytes(StandardCharsets.UTF_8);
  }
}
