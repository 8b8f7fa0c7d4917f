package dev.rondo.trainer.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows prepared here are the rows that TRL trained on. */
class RecordedPreparationTest {
  private static final Path REFERENCES = Path.of("../../references").toAbsolutePath().normalize();

  @TempDir Path cache;

  static List<String> sftCases() throws IOException {
    try (Stream<Path> cases = Files.list(REFERENCES.resolve("cases"))) {
      return cases
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("sft-c") || name.startsWith("sft-g2"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sftCases")
  void everyBatchHoldsTheRecordedTokensAndLabels(String name) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Path directory = REFERENCES.resolve("cases").resolve(name);
    JsonNode spec = json.readTree(directory.resolve("case.json").toFile());
    JsonNode trajectory = json.readTree(directory.resolve("trajectory.json").toFile());
    PreparedData data = DataPreparation.prepare(request(spec), cache, ProgressListener.NONE);
    assertEquals(trajectory.path("num_train_rows_after_prep").asInt(), data.train().size());
    assertEquals(spec.path("eval_dataset").isTextual(), data.eval().isPresent());
    for (JsonNode step : trajectory.path("steps")) {
      for (JsonNode micro : step.path("micro")) {
        assertBatch(micro, data.train());
      }
    }
  }

  private static void assertBatch(JsonNode micro, PreparedRows rows) {
    JsonNode batch = micro.path("batch");
    int position = 0;
    for (int i = 0; i < micro.path("rows").size(); i++) {
      TokenRow row = rows.row(micro.path("rows").path(i).asInt());
      boolean flat = batch.has("position_ids");
      JsonNode ids = batch.path("input_ids").path(flat ? 0 : i);
      JsonNode labels = batch.path("labels").path(flat ? 0 : i);
      int start = flat ? position : 0;
      for (int t = 0; t < row.ids().length; t++) {
        assertEquals(ids.path(start + t).asInt(), row.ids()[t]);
        boolean target = start + t > 0 && labels.path(start + t).asInt() != -100;
        assertEquals(target, row.trained()[t]);
      }
      if (!flat) {
        assertEquals(batch.path("attention_len").path(i).asInt(), row.ids().length);
        assertArrayEquals(new int[] {row.ids().length}, row.lengths());
      }
      position += row.ids().length;
    }
    assertTrue(position > 0);
  }

  private static PreparationRequest request(JsonNode spec) {
    JsonNode stated = spec.path("resolved_args");
    Optional<Packing> packing =
        stated.path("packing").asBoolean()
            ? Packing.named(stated.path("packing_strategy").asText())
            : Optional.empty();
    JsonNode completionOnly = stated.path("completion_only_loss");
    SftArguments arguments =
        new SftArguments(
            OptionalInt.of(stated.path("max_length").asInt()),
            Truncation.named(stated.path("truncation_mode").asText()).orElseThrow(),
            packing,
            packing,
            completionOnly.isNull() ? Optional.empty() : Optional.of(completionOnly.asBoolean()),
            stated.path("assistant_only_loss").asBoolean(),
            Optional.ofNullable(stated.path("chat_template_path").textValue())
                .map(REFERENCES::resolve),
            "text",
            Optional.empty(),
            stated.path("shuffle_dataset").asBoolean());
    OptionalLong limit =
        spec.has("train_rows")
            ? OptionalLong.of(spec.path("train_rows").asLong())
            : OptionalLong.empty();
    EvalData eval =
        spec.path("eval_dataset").isTextual()
            ? new EvalData.OfFile(
                DataFile.of(
                    REFERENCES.resolve(spec.path("eval_dataset").asText()), FileFormat.JSONL))
            : new EvalData.None();
    return new PreparationRequest(
        REFERENCES.resolve(spec.path("model").asText()),
        new DataFile(
            REFERENCES.resolve(spec.path("dataset").asText()), FileFormat.JSONL, limit, false),
        eval,
        Optional.empty(),
        arguments,
        stated.path("seed").asLong(),
        LocalDate.of(2026, 1, 1));
  }
}
