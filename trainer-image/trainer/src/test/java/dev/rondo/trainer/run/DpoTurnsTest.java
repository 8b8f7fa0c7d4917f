package dev.rondo.trainer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.LeafParser;
import dev.rondo.trainer.data.PreparedData;
import dev.rondo.trainer.step.TorchBaseModel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A DPO run in several turns, each as on a process of its own, against the same in one. */
class DpoTurnsTest {
  private static final Path REFERENCES = Path.of("../../references").toAbsolutePath().normalize();
  private static final Path MODEL = REFERENCES.resolve("models/tiny-llama");
  private static final Path DATA = REFERENCES.resolve("data/dpo.jsonl");
  private static final String ADAPTER =
      REFERENCES.resolve("cases/dpo-f-ref-adapter/init_adapter").toString();
  private static final int STEPS = 5;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"peft\": {\"lora_dropout\": 0.1}, \"trainingArgs\": {\"disable_dropout\": false}}",
        "{\"peft\": {\"init_from\": \"ADAPTER\"}}",
        "{\"peft\": {\"init_from\": \"ADAPTER\"}, \"referencePolicy\": \"Base\"}",
        "{\"peft\": {}, \"trainingArgs\": {\"precompute_ref_log_probs\": true}}",
        "{\"trainingArgs\": {\"gradient_accumulation_steps\": 2, \"logging_steps\": 3}}"
      })
  void turnsChangeNoBit(String config) throws Exception {
    List<String> whole = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    MemorySegment inOne = train(config, whole, "whole", STEPS);
    MemorySegment inMany = train(config, parts, "parts", 1, 3, STEPS);
    assertEquals(whole, parts);
    assertEquals(-1, inOne.mismatch(inMany));
  }

  private MemorySegment train(String config, List<String> records, String name, int... ends)
      throws Exception {
    Path states = Files.createDirectories(directory.resolve(name));
    int from = 0;
    for (int end : ends) {
      try (TorchBaseModel base = TorchBaseModel.load(MODEL, 1)) {
        RunSession session = session(config, base);
        if (session.awaitsReference()) {
          session.askReference(base, states);
        }
        TurnRequest turn = new TurnRequest(session, states, from, end, false, false, 0);
        new TurnRunner(base, _ -> false, _ -> false, event -> hear(event, records))
            .run(List.of(turn));
      }
      from = end;
    }
    return SavedRun.read(StateFile.newest(states).orElseThrow(), Arena.ofAuto()).vectors();
  }

  private static void hear(TrainEvent event, List<String> records) {
    if (event.hasLogged()) {
      records.add(event.getLogged().getMetricsJson());
    }
    if (event.hasTurnEnded()) {
      assertEquals(
          TurnEnded.Reason.COMPLETED,
          event.getTurnEnded().getReason(),
          event.getTurnEnded().getMessage());
    }
  }

  private RunSession session(String config, TorchBaseModel base) throws Exception {
    Leaf leaf =
        LeafParser.parse(
            """
            {"trainer": "DPO", "model": {"uri": "%s"}, "dataset": {"train": {"uri": "%s"}}, "config": %s}
            """
                .formatted(MODEL, DATA, withSteps(config.replace("ADAPTER", ADAPTER))));
    PreparedData data = SmallData.prepared(leaf, MODEL, DATA, directory.resolve("cache"));
    return new RunSession(
        "run",
        leaf,
        data,
        base.layout(leaf.tuning()),
        new InputDigests("", "", "", ""),
        Map.of(),
        base,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static String withSteps(String config) {
    String own = "\"max_steps\": " + STEPS + ", \"per_device_train_batch_size\": 2";
    String steps = config.contains("logging_steps") ? own : own + ", \"logging_steps\": 1";
    return config.contains("trainingArgs")
        ? config.replace("\"trainingArgs\": {", "\"trainingArgs\": {" + steps + ", ")
        : config.replaceFirst("}$", ", \"trainingArgs\": {" + steps + "}}");
  }
}
