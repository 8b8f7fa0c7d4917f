package dev.rondo.trainer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/**
 * A GRPO run that is trained in turns, each as on a process of its own.
 *
 * @param model directory of the base
 * @param data JSON lines with prompts
 * @param config the leaf's, as JSON
 * @param directory scratch
 */
record GrpoTraining(Path model, Path data, String config, Path directory) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a training leaves.
   *
   * @param records training records in their order
   * @param vectors parameters and moments
   */
  record Trained(List<JsonNode> records, MemorySegment vectors) {}

  /** Trains turns that end at these steps. */
  Trained train(String name, int... ends) throws Exception {
    Path states = Files.createDirectories(directory.resolve(name));
    List<JsonNode> records = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      try (TorchBaseModel base = TorchBaseModel.load(model, 1)) {
        TurnRequest turn = new TurnRequest(session(base), states, from, end, false, false, 0);
        List<TrainEvent> events = new ArrayList<>();
        new TurnRunner(base, _ -> false, _ -> false, events::add).run(List.of(turn));
        TurnEnded ended = events.getLast().getTurnEnded();
        assertEquals(TurnEnded.Reason.COMPLETED, ended.getReason(), ended.getMessage());
        for (TrainEvent event : events) {
          if (event.hasLogged()) {
            records.add(JSON.readTree(event.getLogged().getMetricsJson()));
          }
        }
      }
      from = end;
    }
    MemorySegment vectors =
        SavedRun.read(StateFile.newest(states).orElseThrow(), Arena.ofAuto()).vectors();
    return new Trained(records, vectors);
  }

  private RunSession session(TorchBaseModel base) throws Exception {
    Leaf leaf =
        LeafParser.parse(
            """
            {"trainer": "GRPO", "seed": 42, "model": {"uri": "%s"}, "dataset": {"train": {"uri": "%s"}}, "config": %s}
            """
                .formatted(model, data, config));
    PreparedData prepared = SmallData.prepared(leaf, model, data, directory.resolve("cache"));
    return new RunSession(
        "run",
        leaf,
        prepared,
        base.layout(leaf.tuning()),
        new InputDigests("", "", "", ""),
        Map.of(),
        base,
        GrpoRun.of(leaf, prepared, model, directory.resolve("cache")),
        Optional.empty(),
        Optional.empty());
  }
}
