package dev.rondo.trainer.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DpoPreparationTest {
  private static final Path REFERENCES = SftRequests.REFERENCES;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"dpo-a-sigmoid", "dpo-d-robust-ls", "dpo-h-full-trunc"})
  void everyBatchHoldsTheRecordedTokensAndCompletions(String name) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Path recorded = REFERENCES.resolve("cases").resolve(name);
    JsonNode spec = json.readTree(recorded.resolve("case.json").toFile());
    JsonNode trajectory = json.readTree(recorded.resolve("trajectory.json").toFile());
    PreparedData data =
        prepare(
            REFERENCES.resolve(spec.path("dataset").asText()),
            REFERENCES.resolve(spec.path("model").asText()),
            spec.path("resolved_args").path("max_length").asInt(),
            Truncation.KEEP_START,
            spec.has("train_rows")
                ? OptionalLong.of(spec.path("train_rows").asLong())
                : OptionalLong.empty());
    assertEquals(trajectory.path("num_train_rows_after_prep").asInt(), data.train().size());
    for (JsonNode step : trajectory.path("steps")) {
      for (JsonNode micro : step.path("micro")) {
        int pairs = micro.path("rows").size();
        for (int i = 0; i < pairs; i++) {
          TokenRow pair = data.train().row(micro.path("rows").path(i).asInt());
          assertSequence(micro.path("batch"), i, pair, 0, pair.lengths()[0]);
          assertSequence(
              micro.path("batch"), pairs + i, pair, pair.lengths()[0], pair.ids().length);
        }
      }
    }
  }

  @Test
  void withoutAPromptColumnThePromptIsWhatBothCompletionsBeginWith() throws Exception {
    TokenRow implicit =
        prepare("{\"chosen\": \"say yes or\", \"rejected\": \"say no or\"}").train().row(0);
    TokenRow explicit =
        prepare("{\"prompt\": \"say\", \"chosen\": \" yes or\", \"rejected\": \" no or\"}")
            .train()
            .row(0);
    assertArrayEquals(explicit.ids(), implicit.ids());
    assertArrayEquals(explicit.trained(), implicit.trained());
  }

  @Test
  void rowsThatChooseWhatTheyRejectAreCountedAndToldOf() throws Exception {
    PreparedData data =
        prepare(
            """
            {"prompt": "a", "chosen": "b", "rejected": "b"}
            {"prompt": "a", "chosen": "b", "rejected": "c"}
            """);
    assertEquals(
        List.of("train: in 1 rows chosen equals rejected: nothing is learnt from them"),
        data.warnings());
    assertEquals(2, data.train().size());
  }

  @Test
  void aPromptThatFillsMaxLengthIsDroppedUnlessTheEndIsKept() throws Exception {
    String rows =
        """
        {"prompt": "%s", "chosen": "b", "rejected": "c"}
        {"prompt": "a", "chosen": "b", "rejected": "c"}
        """
            .formatted("word ".repeat(30));
    assertEquals(1, prepare(file(rows), 16, Truncation.KEEP_START).dropped());
    PreparedData kept = prepare(file(rows), 16, Truncation.KEEP_END);
    assertEquals(0, kept.dropped());
    assertArrayEquals(new int[] {16, 16}, kept.train().row(0).lengths());
    assertTrue(kept.train().row(0).trained()[15]);
    assertFalse(kept.train().row(0).trained()[0]);
  }

  @Test
  void missingColumnsAreNamed() {
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> prepare("{\"prompt\": \"a\", \"completion\": \"b\"}"));
    assertTrue(
        refused.getMessage().contains("needs the columns chosen and rejected"),
        refused.getMessage());
  }

  private static void assertSequence(JsonNode batch, int row, TokenRow pair, int from, int to) {
    assertEquals(batch.path("attention_len").path(row).asInt(), to - from);
    for (int t = from; t < to; t++) {
      assertEquals(batch.path("input_ids").path(row).path(t - from).asInt(), pair.ids()[t]);
      boolean completion =
          t > from && batch.path("completion_mask").path(row).path(t - from).asInt() == 1;
      assertEquals(completion, pair.trained()[t]);
    }
  }

  private PreparedData prepare(String rows) throws Exception {
    return prepare(file(rows), 1024, Truncation.KEEP_START);
  }

  private PreparedData prepare(Path data, int maxLength, Truncation truncation) throws Exception {
    Path model = REFERENCES.resolve("models/tiny-llama");
    return prepare(data, model, maxLength, truncation, OptionalLong.empty());
  }

  private PreparedData prepare(
      Path data, Path model, int maxLength, Truncation truncation, OptionalLong limit)
      throws Exception {
    DpoArguments arguments = new DpoArguments(OptionalInt.of(maxLength), truncation);
    return DataPreparation.prepare(
        new PreparationRequest(
            model,
            new DataFile(List.of(data), FileFormat.JSONL, limit, false),
            new EvalData.None(),
            Optional.empty(),
            arguments,
            42,
            LocalDate.of(2026, 1, 1)),
        directory.resolve("cache"),
        ProgressListener.NONE);
  }

  private Path file(String text) throws IOException {
    Path file = directory.resolve("data.jsonl");
    Files.writeString(file, text);
    return file;
  }
}
