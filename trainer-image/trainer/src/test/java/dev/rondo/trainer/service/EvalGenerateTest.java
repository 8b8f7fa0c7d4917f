package dev.rondo.trainer.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.protocol.v1.TrainEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evaluations that generate, with SFT and DPO. */
class EvalGenerateTest {
  private static final Path REFERENCES = Path.of("../../references").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private TestTrainer trainer;

  @BeforeEach
  void start() {
    trainer = new TestTrainer(directory);
  }

  @AfterEach
  void end() throws Exception {
    trainer.end();
  }

  @ParameterizedTest
  @CsvSource({
    "SFT, sft.jsonl, completion",
    "SFT, sft-messages.jsonl, messages",
    "SFT, sft-pc-text.jsonl, completion",
    "DPO, dpo.jsonl, chosen"
  })
  void turnsChangeNoTextAndTextsChangeNoStep(String kind, String data, String column)
      throws Exception {
    String generate =
        """
        {"limit": 6, "maxNewTokens": 12, "samples": 2,
         "regex": [{"name": "a_word", "pattern": "[a-z]{3}"}]}\
        """;
    trainer.prepare(config("without", kind, data, null));
    trainer.prepare(config("whole", kind, data, generate));
    trainer.prepare(config("parts", kind, data, generate));
    List<TrainEvent> without = trainer.train("without", 0, 4);
    List<TrainEvent> whole = trainer.train("whole", 0, 4);
    List<TrainEvent> parts = new ArrayList<>(trainer.train("parts", 0, 1));
    parts.addAll(trainer.train("parts", 1, 4));

    assertEquals(training(without), training(whole));
    assertEquals(training(without), training(parts));
    assertEquals(newestEvaluation(whole), newestEvaluation(parts));
    assertEquals(samples(whole), samples(parts).subList(2, 4));

    JsonNode evaluation = newestEvaluation(whole);
    for (String metric : List.of("exact_match", "rougeL", "bleu", "chrf", "a_word")) {
      double value = evaluation.path("eval_" + metric).asDouble(-1);
      assertTrue(value >= 0 && value <= 1, metric + " in " + evaluation);
    }
    assertTrue(evaluation.path("eval_completions/mean_length").asDouble() <= 12);
    JsonNode first = JSON.readTree(samples(whole).getFirst());
    JsonNode row =
        JSON.readTree(Files.readAllLines(REFERENCES.resolve("data").resolve(data)).getFirst());
    assertEquals(wanted(row.path(column)), first.path("reference").asText());
    assertFalse(first.path("prompt").isEmpty() && first.path("prompt").asText().isEmpty());
  }

  @Test
  void whatIsLearntByHeartMatchesExactly() throws Exception {
    ObjectNode leaf = leaf("SFT", "sft-pc-text.jsonl", "{\"limit\": 2, \"maxNewTokens\": 64}");
    ((ObjectNode) leaf.at("/dataset/train")).put("limit", 2);
    ((ObjectNode) leaf.path("config")).remove("peft");
    ObjectNode args = (ObjectNode) leaf.at("/config/trainingArgs");
    args.put("max_steps", 40).put("learning_rate", 0.01).put("lr_scheduler_type", "constant");
    trainer.prepare(run("heart", leaf));
    JsonNode learnt = newestEvaluation(trainer.train("heart", 0, 40));
    for (String metric : List.of("exact_match", "rougeL", "bleu", "chrf")) {
      assertEquals(1, learnt.path("eval_" + metric).asDouble(), 1e-9, learnt::toString);
    }
    assertEquals(0, learnt.path("eval_completions/clipped_ratio").asDouble());
  }

  @Test
  void whatIsGeneratedIsPartOfTheKeyAndItsSamplesAreNot() throws Exception {
    String without = key("a", null);
    String whole = key("b", "{\"limit\": 6}");
    assertNotEquals(without, whole);
    assertEquals(whole, key("c", "{\"limit\": 6, \"samples\": 9}"));
    assertNotEquals(whole, key("d", "{\"limit\": 6, \"maxNewTokens\": 7}"));
    assertNotEquals(whole, key("e", "{\"limit\": 5}"));
  }

  @Test
  void textsAreCountedInWhatARunTakes() throws Exception {
    Prepared without = trainer.prepare(config("without", "SFT", "sft.jsonl", null));
    ObjectNode leaf = leaf("SFT", "sft.jsonl", "{\"limit\": 64, \"maxNewTokens\": 440}");
    ((ObjectNode) leaf.at("/dataset/eval")).put("limit", 64);
    Prepared with = trainer.prepare(run("with", leaf));
    assertEquals(0, without.getEvalTexts());
    assertEquals(64, with.getEvalTexts());
    assertTrue(with.getPeakMemoryBytes() > without.getPeakMemoryBytes(), with::toString);
    assertTrue(trainer.preparations.measure(trainer.preparations.of("with")).evaluation() > 0);
  }

  @Test
  void whatCannotBeCompletedIsRefusedByName() throws Exception {
    assertTrue(
        trainer.refusal(config("text", "SFT", "sft-text.jsonl", "{}")).contains("text alone"));
    assertTrue(
        trainer
            .refusal(config("long", "SFT", "sft.jsonl", "{\"maxNewTokens\": 100000}"))
            .contains("leaves no room for a prompt"));
    String wrong =
        "{\"metrics\": [\"blue\"], \"regex\": [{\"name\": \"x\", \"pattern\": \"(\"}], \"n\": 1}";
    String refusal = trainer.refusal(config("wrong", "SFT", "sft.jsonl", wrong));
    assertTrue(refusal.contains("dataset.eval.generate.metrics must be some of"), refusal);
    assertTrue(refusal.contains("dataset.eval.generate.regex[0].pattern is no RE2"), refusal);
    assertTrue(refusal.contains("dataset.eval.generate.n is not supported"), refusal);
    String grpo = trainer.refusal(config("grpo", "GRPO", "grpo.jsonl", "{}"));
    assertTrue(grpo.contains("dataset.eval.generate is of SFT and DPO"), grpo);
  }

  private String key(String name, String generate) throws Exception {
    return trainer.prepare(config(name, "SFT", "sft.jsonl", generate)).getEvalKey();
  }

  private RunConfig.Builder config(String name, String kind, String data, String generate)
      throws Exception {
    return run(name, leaf(kind, data, generate));
  }

  private RunConfig.Builder run(String name, ObjectNode leaf) {
    return trainer.config(name, "", "").setLeafJson(leaf.toString());
  }

  /** A run of four steps that evaluates on what it trains on. */
  private static ObjectNode leaf(String kind, String data, String generate) throws Exception {
    ObjectNode leaf =
        (ObjectNode)
            JSON.readTree(
                """
                {"trainer": "%s", "model": {"uri": "%s"}, "dataset": {"train": {"uri": "%s"}},
                 "config": {"peft": {"target_modules": "all-linear"},
                   "trainingArgs": {"per_device_train_batch_size": 2, "max_steps": 4,
                     "learning_rate": 0.01, "logging_steps": 1}}}\
                """
                    .formatted(
                        kind,
                        REFERENCES.resolve("models/tiny-llama"),
                        REFERENCES.resolve("data").resolve(data)));
    ObjectNode eval = ((ObjectNode) leaf.path("dataset")).putObject("eval");
    eval.put("uri", leaf.at("/dataset/train/uri").asText()).put("limit", 8);
    if (generate != null) {
      eval.set("generate", JSON.readTree(generate));
    }
    return leaf;
  }

  private static List<JsonNode> training(List<TrainEvent> events) throws Exception {
    return TestTrainer.records(events).stream().filter(r -> r.has("learning_rate")).toList();
  }

  private static JsonNode newestEvaluation(List<TrainEvent> events) throws Exception {
    return TestTrainer.records(events).stream()
        .filter(record -> record.has("eval_loss"))
        .toList()
        .getLast();
  }

  private static List<String> samples(List<TrainEvent> events) {
    return events.stream()
        .filter(TrainEvent::hasSampled)
        .peek(event -> assertEquals("eval", event.getSampled().getSplit()))
        .flatMap(event -> event.getSampled().getCompletionJsonList().stream())
        .toList();
  }

  private static String wanted(JsonNode column) {
    if (!column.isArray()) {
      return column.asText();
    }
    List<String> replies = new ArrayList<>();
    column.forEach(message -> {
      if (message.path("role").asText().equals("assistant")) {
        replies.add(message.path("content").asText());
      }
    });
    return replies.getLast();
  }
}
