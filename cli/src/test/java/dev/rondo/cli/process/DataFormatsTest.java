package dev.rondo.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows train the same, whichever kind of file they are kept in. */
class DataFormatsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;

  private static CommandLineProcess.Result run;

  @BeforeAll
  static void runAllInOneExperiment() throws IOException, InterruptedException, SQLException {
    String rows = SampleFiles.rows(8);
    SampleFiles.write(directory.resolve("rows.jsonl"), rows);
    SampleFiles.write(
        directory.resolve("rows.json"),
        rows.lines().collect(Collectors.joining(",\n", "[", "]\n")));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duckdb.createStatement()) {
      sql.execute("CREATE TABLE r AS FROM read_json('" + directory.resolve("rows.jsonl") + "')");
      sql.execute("COPY r TO '" + directory.resolve("rows.csv") + "' (HEADER)");
      sql.execute("COPY r TO '" + directory.resolve("rows.parquet") + "' (FORMAT PARQUET)");
    }
    String manifest =
        SampleFiles.manifest(
            "formats",
            "{uri: " + SampleFiles.MODEL + "}",
            "{train: {uri: rows.jsonl}}",
            "peft: {r: 4}\ntrainingArgs: {per_device_train_batch_size: 2, max_steps: 3,"
                + " logging_steps: 1}");
    StringBuilder configs = new StringBuilder("  configs:\n");
    for (String ending : List.of("jsonl", "json", "csv", "parquet")) {
      configs.append(
          "  - {name: %s, dataset: {train: {uri: rows.%s}}}\n".formatted(ending, ending));
    }
    SampleFiles.write(directory.resolve("formats.yaml"), manifest + configs);
    run = CommandLineProcess.run(directory, "run", "formats.yaml");
  }

  @Test
  void allAreTaken() {
    assertEquals(0, run.exit(), run::text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "parquet"})
  void itsStepsAreThoseOfJsonLines(String ending) throws IOException {
    List<JsonNode> expected = steps("jsonl");
    assertEquals(3, expected.size(), run::text);
    assertEquals(expected, steps(ending), run::text);
  }

  /** Loss, gradient norm and tokens of each step. */
  private static List<JsonNode> steps(String config) throws IOException {
    Path metrics = directory.resolve(".rondo/formats/runs/formats-" + config + "-1/metrics.jsonl");
    List<JsonNode> steps = new ArrayList<>();
    for (String line : Files.readAllLines(metrics)) {
      JsonNode point = JSON.readTree(line);
      if (point.get("split").asText().equals("train")) {
        steps.add(
            JSON.createArrayNode()
                .add(point.get("loss"))
                .add(point.get("grad_norm"))
                .add(point.get("num_tokens")));
      }
    }
    return steps;
  }
}
