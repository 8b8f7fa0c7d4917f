package dev.rondo.trainer.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.v1.ExportRequest;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.protocol.v1.TrainEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A parent of 16 steps is cloned after 6, 8 steps, or at its end. */
class WarmStartTest {
  @TempDir static Path directory;
  private static TestTrainer trainer;
  private static List<TrainEvent> parentsRest;

  @BeforeAll
  static void trainParents() throws Exception {
    trainer = new TestTrainer(directory);
    trainer.prepare(trainer.config("parent", ", \"lr_scheduler_type\": \"cosine\"", DROPOUT));
    trainer.train("parent", 0, 6);
    copy("parent", "parent-at-6");
    parentsRest = trainer.train("parent", 6, 16);
  }

  private static final String DROPOUT = ", \"lora_dropout\": 0.1";

  @AfterAll
  static void close() throws Exception {
    trainer.end();
  }

  @Test
  void withEverythingContinuedAndNothingChangedItEndsAsItsParentBitForBit() throws Exception {
    Prepared prepared =
        trainer.prepare(
            trainer
                .config("same", ", \"lr_scheduler_type\": \"cosine\"", DROPOUT)
                .setWarmStart(
                    trainer
                        .from("parent-at-6")
                        .setOptimizer(true)
                        .setContinueSchedule(true)
                        .setContinueData(true)));
    assertEquals(6, prepared.getFirstStep());
    assertEquals(16, prepared.getTotalSteps());
    assertEquals(0, prepared.getEpochOrigin());
    List<TrainEvent> events = new ArrayList<>(trainer.train("same", 6, 9));
    events.addAll(trainer.train("same", 9, 16));
    List<?> records = TestTrainer.records(events);
    List<?> expected = TestTrainer.records(parentsRest);
    assertEquals(expected, withoutEvalAt9(records));
    assertArrayEquals(export("parent"), export("same"));
  }

  /** Restarted and continued, in the warm-up and after it: as Transformers' schedules have them. */
  @ParameterizedTest
  @MethodSource("recordedCurves")
  void theLearningRateIsTheClonesOwnOnTheScheduleThatItAskedFor(JsonNode recorded)
      throws Exception {
    boolean continues = recorded.path("schedule").asText().equals("Continue");
    String type = recorded.path("type").asText();
    int warmup = recorded.path("num_warmup_steps").asInt();
    String run = type + warmup + continues;
    Prepared prepared =
        trainer.prepare(
            trainer
                .config(
                    run,
                    ", \"lr_scheduler_type\": \"%s\", \"warmup_steps\": %d, \"learning_rate\": 0.004"
                        .formatted(type, warmup),
                    "")
                .setWarmStart(
                    trainer
                        .from("parent-at-6")
                        .setContinueSchedule(continues)
                        .setContinueData(true)));
    List<Double> expected = new ArrayList<>();
    recorded.path("learning_rates").forEach(rate -> expected.add(rate.asDouble()));
    assertEquals(6 + expected.size(), prepared.getTotalSteps());
    List<Double> actual =
        TestTrainer.learningRates(trainer.train(run, 6, prepared.getTotalSteps()));
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), 1e-9 * 0.004, recorded + " at " + i);
    }
  }

  static List<JsonNode> recordedCurves() throws IOException {
    List<JsonNode> curves = new ArrayList<>();
    new ObjectMapper()
        .readTree(Path.of("../../references/clone_learning_rates.json").toFile())
        .forEach(curves::add);
    return curves;
  }

  @Test
  void withoutTheOptimizerTheMomentsBeginAtZeroAndTheWeightsDoNot() throws Exception {
    trainer.prepare(clone("weights", "", false));
    trainer.prepare(clone("moments", "", true));
    List<?> without = TestTrainer.records(trainer.train("weights", 6, 8));
    List<?> with = TestTrainer.records(trainer.train("moments", 6, 8));
    // The first step's loss sees the same weights; after it the updates differ.
    assertEquals(loss(with.getFirst()), loss(without.getFirst()));
    assertNotEquals(loss(with.get(1)), loss(without.get(1)));
  }

  @Test
  void withADifferentBatchSizeTheRestOfTheEpochComesFirst() throws Exception {
    Prepared prepared =
        trainer.prepare(clone("batch", ", \"per_device_train_batch_size\": 3", false));
    // 24 of 64 rows are consumed: 40 are left, 14 steps of 3; an epoch has 22.
    assertEquals(22, prepared.getStepsPerEpoch());
    assertEquals(6 + 14 - 22, prepared.getEpochOrigin());
    assertEquals(6 + 22, prepared.getTotalSteps());
    List<TrainEvent> events = trainer.train("batch", 6, 20);
    assertEquals(
        1.0, events.stream().filter(TrainEvent::hasStep).toList().getLast().getStep().getEpoch());
    assertEquals(
        64, events.stream().filter(TrainEvent::hasStep).toList().getLast().getStep().getRows());
  }

  @Test
  void aCloneOfACloneGoesOnInTheLineage() throws Exception {
    Prepared first = trainer.prepare(clone("first", "", true));
    trainer.train("first", 6, 10);
    Prepared second =
        trainer.prepare(
            trainer
                .config("second", "", "")
                .setWarmStart(
                    trainer.from("first").setContinueSchedule(true).setContinueData(true)));
    assertEquals(10, second.getFirstStep());
    // The first restarted its schedule at step 6: 4 of its 16 steps are done.
    assertEquals(first.getTotalSteps(), second.getTotalSteps());
    assertFalse(trainer.train("second", 10, 11).isEmpty());
  }

  @Test
  void whatDoesNotFitIsRefusedByNameAndHarmsNobody() throws Exception {
    String rank =
        trainer.refusal(
            trainer
                .config("rank", "", ", \"r\": 8")
                .setWarmStart(trainer.from("parent-at-6").setContinueData(true)));
    assertTrue(rank.contains("rank"), rank);
    String data =
        trainer.refusal(
            trainer
                .config("rows", ", \"data_seed\": 7", "")
                .setWarmStart(trainer.from("parent-at-6").setContinueData(true)));
    assertTrue(data.startsWith("cloneFrom.warmStart.data is Continue"), data);
    String used =
        trainer.refusal(
            trainer
                .config("used", "", "")
                .setWarmStart(
                    trainer.from("parent").setContinueSchedule(true).setContinueData(true)));
    assertTrue(used.startsWith("warmStart.schedule is Continue, which leaves nothing"), used);
    String nothing =
        trainer.refusal(trainer.config("nothing", "", "").setWarmStart(trainer.from("nobody")));
    assertTrue(nothing.startsWith("cloneFrom there is no whole state"), nothing);
  }

  @Test
  void otherDataBeginsAnewWithTheRun() throws Exception {
    Prepared prepared =
        trainer.prepare(
            trainer
                .config("anew", ", \"data_seed\": 7", "")
                .setWarmStart(trainer.from("parent-at-6")));
    assertEquals(6, prepared.getEpochOrigin());
    assertEquals(22, prepared.getTotalSteps());
  }

  @Test
  void aStateIsSavedAtTheNextStepOfATurnThatGoesOn() throws Exception {
    trainer.prepare(trainer.config("saved", "", ""));
    List<TrainEvent> events =
        trainer.train(
            "saved",
            0,
            8,
            event -> {
              if (event.hasStep() && event.getStep().getStep() == 3) {
                trainer.turns.save(List.of("saved"));
              }
            });
    List<Long> saved =
        events.stream().filter(TrainEvent::hasSaved).map(e -> e.getSaved().getStep()).toList();
    assertEquals(List.of(3L, 8L), saved);
    assertEquals(
        8, events.stream().filter(TrainEvent::hasStep).count(), "the turn went on to its end");
  }

  private static RunConfig.Builder clone(String run, String arguments, boolean optimizer) {
    return trainer
        .config(run, arguments, "")
        .setWarmStart(trainer.from("parent-at-6").setOptimizer(optimizer).setContinueData(true));
  }

  private static Object loss(Object record) {
    return ((JsonNode) record).get("loss");
  }

  private static List<?> withoutEvalAt9(List<?> records) {
    List<Object> kept = new ArrayList<>();
    for (Object record : records) {
      boolean isEval = ((JsonNode) record).has("eval_loss");
      if (!isEval || record.equals(records.getLast())) {
        kept.add(record);
      }
    }
    return kept;
  }

  private static byte[] export(String run) throws Exception {
    Path target = directory.resolve("export-" + run);
    new Exports(trainer.preparations, new Hubs(Map.of()))
        .export(
            ExportRequest.newBuilder()
                .setRunId(run)
                .setStateFile(StateFile.newest(trainer.states(run)).orElseThrow().toString())
                .setTargetDir(target.toString())
                .build());
    return Files.readAllBytes(target.resolve("adapter_model.safetensors"));
  }

  private static void copy(String run, String as) throws Exception {
    Files.createDirectories(trainer.states(as));
    Path newest = StateFile.newest(trainer.states(run)).orElseThrow();
    Files.copy(newest, trainer.states(as).resolve("state.0"));
  }
}
