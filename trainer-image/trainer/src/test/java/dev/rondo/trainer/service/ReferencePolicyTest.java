package dev.rondo.trainer.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.protocol.state.StateFile;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What DPO runs and their warm clones are held to. */
class ReferencePolicyTest {
  private static final Path REFERENCES = Path.of("../../references").toAbsolutePath().normalize();
  private static final String ADAPTER = "\"peft\": {\"target_modules\": [\"q_proj\", \"v_proj\"]}";
  private static final String RECORDED =
      "\"peft\": {\"init_from\": \"%s\"}"
          .formatted(REFERENCES.resolve("cases/dpo-f-ref-adapter/init_adapter"));
  private static final String OTHER =
      ADAPTER
          + ", \"referencePolicy\": {\"model\": \"%s\"}"
              .formatted(REFERENCES.resolve("models/tiny-qwen3"));
  private static final String PRECOMPUTED = ", \"precompute_ref_log_probs\": true";

  private static final String SYNCHRONIZED =
      ", \"sync_ref_model\": true, \"ref_model_sync_steps\": %d, \"ref_model_mixup_alpha\": %s";

  /** The loss of a pair by a policy that is its own reference. */
  private static final double LOG_2 = Math.log(2);

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

  @Test
  void anInheritedBaseStaysTheReference() throws Exception {
    parent(ADAPTER, "");
    List<JsonNode> parents = TestTrainer.records(trainer.train("parent", 3, 6));
    trainer.prepare(clone("same", ADAPTER, "", false));
    assertEquals(parents, TestTrainer.records(trainer.train("same", 3, 6)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", PRECOMPUTED})
  void aParentThatBecomesTheReferenceIsWhereTheCloneBegins(String arguments) throws Exception {
    parent(ADAPTER, "");
    Prepared clone = trainer.prepare(clone("held", ADAPTER, arguments, true));
    List<JsonNode> records = TestTrainer.records(trainer.train("held", 3, 5));
    assertEquals(LOG_2, records.getFirst().path("loss").asDouble(), 1e-6);
    assertTrue(
        clone.getStateBytes() > trainer.preparations.get("parent").describe().getStateBytes());
    assertNotEquals(trainer.preparations.get("parent").describe().getEvalKey(), clone.getEvalKey());

    // Its own reference goes with its state: a clone of the clone is held to the same weights.
    copy("held", "held-at-5");
    List<JsonNode> rest = TestTrainer.records(trainer.train("held", 5, 6));
    RunConfig.Builder config = config("heir", ADAPTER, arguments);
    Prepared heir =
        trainer.prepare(
            config.setWarmStart(
                trainer
                    .from("held-at-5")
                    .setOptimizer(true)
                    .setContinueSchedule(true)
                    .setContinueData(true)));
    assertEquals(clone.getEvalKey(), heir.getEvalKey());
    assertEquals(rest, TestTrainer.records(trainer.train("heir", 5, 6)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", PRECOMPUTED})
  void anInheritedAdapterStaysTheReferenceBitForBit(String arguments) throws Exception {
    parent(RECORDED, arguments);
    List<JsonNode> parents = TestTrainer.records(trainer.train("parent", 3, 6));
    trainer.prepare(clone("same", RECORDED, arguments, false));
    List<TrainEvent> parts = new ArrayList<>(trainer.train("same", 3, 4));
    parts.addAll(trainer.train("same", 4, 6));
    assertEquals(training(parents), training(TestTrainer.records(parts)));
  }

  @Test
  void allWeightsOfAParentCanBecomeTheReference() throws Exception {
    parent(FULL, "");
    trainer.prepare(clone("held", FULL, "", true));
    List<JsonNode> records = TestTrainer.records(trainer.train("held", 3, 4));
    assertEquals(LOG_2, records.getFirst().path("loss").asDouble(), 1e-6);
  }

  private static final String FULL = "\"referencePolicy\": \"Base\"";

  @Test
  void aReferenceThatFollowsIsPartOfTheState() throws Exception {
    trainer.prepare(config("still", FULL, ""));
    List<JsonNode> still = training(TestTrainer.records(trainer.train("still", 0, 6)));
    trainer.prepare(config("whole", FULL, SYNCHRONIZED.formatted(2, "0.5")));
    List<JsonNode> whole = training(TestTrainer.records(trainer.train("whole", 0, 6)));
    trainer.prepare(config("parts", FULL, SYNCHRONIZED.formatted(2, "0.5")));
    List<TrainEvent> parts = new ArrayList<>(trainer.train("parts", 0, 3));
    parts.addAll(trainer.train("parts", 3, 6));
    assertEquals(whole, training(TestTrainer.records(parts)));
    assertEquals(still.subList(0, 2), whole.subList(0, 2));
    assertNotEquals(still.get(2), whole.get(2), "it has moved after two steps");

    trainer.prepare(config("close", FULL, SYNCHRONIZED.formatted(1, "1")));
    for (JsonNode record : training(TestTrainer.records(trainer.train("close", 0, 6)))) {
      assertEquals(LOG_2, record.path("loss").asDouble(), 1e-6, "it is the policy itself");
    }
    String adapter = trainer.refusal(config("adapter", ADAPTER, SYNCHRONIZED.formatted(1, "1")));
    assertTrue(adapter.contains("sync_ref_model needs full fine-tuning"), adapter);
  }

  @Test
  void whatMakesNoSenseIsRefusedByName() throws Exception {
    parent(ADAPTER, "");
    String model = trainer.refusal(clone("model", OTHER, "", true));
    assertTrue(
        model.contains("cloneFrom.warmStart.reference is Parent, but referencePolicy names"),
        model);
    String initial =
        trainer.refusal(
            clone("initial", ADAPTER + ", \"referencePolicy\": \"Initial\"", "", false));
    assertTrue(
        initial.contains("reference is Inherit, but the parent's reference is the base"), initial);
    trainer.prepare(trainer.config("sft", "", ""));
    trainer.train("sft", 0, 2);
    String sft =
        trainer.refusal(
            trainer
                .config("sft-clone", "", "")
                .setWarmStart(trainer.from("sft").setParentReference(true)));
    assertTrue(sft.contains("reference is Parent, but SFT has no reference policy"), sft);
  }

  @Test
  void whatARunIsHeldToIsPartOfItsMemoryAndOfItsKey() throws Exception {
    Prepared base =
        trainer.prepare(config("base", RECORDED + ", \"referencePolicy\": \"Base\"", ""));
    Prepared frozen = trainer.prepare(config("frozen", RECORDED, ""));
    Prepared other = trainer.prepare(config("other", OTHER, ", \"precompute_ref_batch_size\": 64"));
    assertTrue(frozen.getPeakMemoryBytes() > base.getPeakMemoryBytes());
    assertTrue(other.getPeakMemoryBytes() > frozen.getPeakMemoryBytes());
    assertEquals(
        3, List.of(base, frozen, other).stream().map(Prepared::getEvalKey).distinct().count());
    assertEquals(
        1,
        List.of(base, frozen, other).stream()
            .map(prepared -> prepared.getEvalKey().substring(0, 8))
            .distinct()
            .count());
  }

  /** A run of six steps that has three behind it. */
  private void parent(String config, String arguments) throws Exception {
    trainer.prepare(config("parent", config, arguments));
    trainer.train("parent", 0, 3);
    copy("parent", "parent-at-3");
  }

  private RunConfig.Builder clone(
      String name, String config, String arguments, boolean parentReference) {
    return config(name, config, arguments)
        .setWarmStart(
            trainer
                .from("parent-at-3")
                .setOptimizer(true)
                .setContinueSchedule(true)
                .setContinueData(true)
                .setParentReference(parentReference));
  }

  private RunConfig.Builder config(String name, String config, String arguments) {
    return trainer
        .config(name, "", "")
        .setLeafJson(
            """
            {"trainer": "DPO", "model": {"uri": "%s"},
             "dataset": {"train": {"uri": "%s"}, "eval": {"uri": "%s", "limit": 4}},
             "config": {%s, "trainingArgs": {"per_device_train_batch_size": 2, "max_steps": 6,
               "learning_rate": 0.01, "logging_steps": 1 %s}}}\
            """
                .formatted(
                    REFERENCES.resolve("models/tiny-llama"),
                    REFERENCES.resolve("data/dpo.jsonl"),
                    REFERENCES.resolve("data/dpo-eval.jsonl"),
                    config,
                    arguments));
  }

  private static List<JsonNode> training(List<JsonNode> records) {
    return records.stream().filter(record -> record.has("learning_rate")).toList();
  }

  private void copy(String run, String as) throws Exception {
    Files.createDirectories(trainer.states(as));
    Path newest = StateFile.newest(trainer.states(run)).orElseThrow();
    Files.copy(newest, trainer.states(as).resolve("state.0"));
  }
}
