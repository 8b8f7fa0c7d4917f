package dev.rondo.exactness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a local store tells of the tiny experiment's runs.
 *
 * @param directory the store
 */
record Store(Path directory) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  Path experiment() {
    return directory.resolve(TinyExperiment.NAME);
  }

  Path run(String name) {
    return experiment().resolve("runs").resolve(name);
  }

  /** Lines of a run's metrics.jsonl that are whole. */
  List<JsonNode> metrics(String run) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    String text = text(run(run).resolve("metrics.jsonl"));
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      records.add(JSON.readTree(line));
    }
    return records;
  }

  /** Whole lines of all runs together. */
  long records(List<String> runs) throws IOException {
    long count = 0;
    for (String run : runs) {
      count += text(run(run).resolve("metrics.jsonl")).chars().filter(c -> c == '\n').count();
    }
    return count;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException notYet) {
      return "";
    }
  }

  JsonNode status(String run) throws IOException {
    return YAML.readTree(run(run).resolve("run.yaml").toFile()).path("status");
  }

  String state(String run) throws IOException {
    return status(run).path("state").asText();
  }

  String message(String run) throws IOException {
    return status(run).path("worker").path("message").asText();
  }

  /** Steps that have a checkpoint, newest first. */
  List<Path> checkpoints(String run) throws IOException {
    try (Stream<Path> files = Files.list(run(run).resolve("checkpoints"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("step-[0-9]+"))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** The runs ended as those of another store: every number of every step, every weight. */
  void assertSameAs(Store other, List<String> runs) throws IOException {
    for (String run : runs) {
      assertEquals("Succeeded", state(run), () -> run + " in " + this);
      assertNoStepTwice(run);
      assertEquals(other.numbers(run, "train"), numbers(run, "train"), run);
      Map<Long, JsonNode> evals = numbers(run, "eval");
      Map<Long, JsonNode> alone = other.numbers(run, "eval");
      evals.keySet().retainAll(alone.keySet());
      alone.keySet().retainAll(evals.keySet());
      assertTrue(evals.size() >= 2, run + " has the base's and the final evaluation in common");
      assertEquals(alone, evals, run);
      assertArrayEquals(other.weights(run), weights(run), run + "'s final weights");
    }
  }

  private void assertNoStepTwice(String run) throws IOException {
    Map<String, Long> last = new TreeMap<>();
    for (JsonNode record : metrics(run)) {
      String split = record.path("split").asText();
      long step = record.path("step").asLong();
      Long before = last.put(split, step);
      assertTrue(
          before == null || before < step,
          () -> "%s: %s step %d after step %d".formatted(run, split, step, before));
    }
  }

  /** Records of a split by step, without what may differ: when, and in which chunk. */
  Map<Long, JsonNode> numbers(String run, String split) throws IOException {
    Map<Long, JsonNode> numbers = new TreeMap<>();
    for (JsonNode record : metrics(run)) {
      if (record.path("split").asText().equals(split)) {
        numbers.put(
            record.path("step").asLong(), ((ObjectNode) record).remove(List.of("time", "chunk")));
      }
    }
    return numbers;
  }

  private byte[] weights(String run) throws IOException {
    Path adapter = run(run).resolve("adapter/adapter_model.safetensors");
    Path model = run(run).resolve("model/model.safetensors");
    return Files.readAllBytes(Files.exists(adapter) ? adapter : model);
  }

  /** Takes over what rewards were recorded in another store. */
  void takeRewardsOf(Store other) throws IOException {
    Path recorded = other.directory().resolve(".prepared/rewards");
    if (Files.isDirectory(recorded)) {
      Path own = Files.createDirectories(directory.resolve(".prepared/rewards"));
      try (Stream<Path> files = Files.list(recorded)) {
        for (Path file : files.toList()) {
          Files.copy(file, own.resolve(recorded.relativize(file).toString()));
        }
      }
    }
  }

  /** The experiment's unique id. */
  String uid() throws IOException {
    return YAML.readTree(experiment().resolve("experiment.yaml").toFile())
        .path("metadata")
        .path("uid")
        .asText();
  }

  /** The states in shared memory of a process that trains this store now. */
  Path sharedMemory() throws IOException {
    String prefix = "rondo-" + uid() + "-";
    try (Stream<Path> entries = Files.list(Path.of("/dev/shm"))) {
      return entries
          .filter(entry -> Objects.toString(entry.getFileName()).startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }
}
