package dev.rondo.scheduler.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.scheduler.trainer.FakeScript;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop gives the turns that the scheduling rules choose, by what it measured. */
class TurnsTest {
  @TempDir private Path directory;

  @Test
  void noTurnTakesARunMoreThanAChunkAheadOfOneThatWaits() throws Exception {
    FakeScript script = new FakeScript(12).slow("test-c-1", 3);
    FakeExperiment experiment =
        new FakeExperiment(directory, 6, "a", "b", "c", "d").train(script, 1);
    Map<String, Integer> chunks = new HashMap<>();
    List.of("test-a-1", "test-b-1", "test-c-1", "test-d-1").forEach(run -> chunks.put(run, 0));
    for (JsonNode turn : experiment.turns()) {
      chunks.merge(turn.path("run").asText(), 1, Integer::sum);
      int most = chunks.values().stream().max(Integer::compare).orElseThrow();
      int least = chunks.values().stream().min(Integer::compare).orElseThrow();
      assertTrue(most - least <= 1, () -> turn + " leaves the runs at " + chunks);
    }
    assertEquals(24, experiment.turns().size());
  }

  @Test
  void aSlowRunIsKnownByItsMeasuredPaceAndGoesFirst() throws Exception {
    // Told to be slow and quick to run: it never falls behind, which would be another reason.
    FakeScript script =
        new FakeScript(8).pace("test-b-1", 1).slow("test-a-1", 20).slow("test-c-1", 20);
    FakeExperiment experiment = new FakeExperiment(directory, 4, "a", "b", "c").train(script, 2);
    assertTrue(
        experiment.turns().stream()
            .filter(turn -> turn.path("run").asText().equals("test-b-1"))
            .anyMatch(turn -> turn.path("why").asText().startsWith("LONGEST_REMAINING: ")),
        "as no slot could finish the rest without it");
  }

  @Test
  void aRunThatJoinsLateStartsAChunkBehindTheOthersAndNotAtTheirBeginning() throws Exception {
    FakeScript script = new FakeScript(8);
    FakeExperiment experiment = new FakeExperiment(directory, 8, "a", "b");
    experiment.train(new FakeScript(8).crash("test-a-1", 6, 9).crash("test-b-1", 6, 9), 1);
    experiment.apply(8, "a", "b", "late");
    experiment.resume("test-a-1", "test-b-1");
    int before = experiment.turns().size();
    experiment.train(script, 1);
    List<String> next =
        experiment.turns().stream().skip(before).limit(4).map(t -> t.path("run").asText()).toList();
    assertTrue(next.contains("test-late-1"), () -> "it is soon served: " + next);
    assertTrue(
        next.contains("test-a-1") && next.contains("test-b-1"), () -> "so are they: " + next);
  }

  @Test
  void aRunOfAHigherPriorityTakesAllOfItsTurnsFirst() throws Exception {
    FakeExperiment experiment = new FakeExperiment(directory, 4, "a", "b", "c");
    experiment.prioritize("test-c-1", 1);
    experiment.train(new FakeScript(8), 1);
    List<String> order =
        experiment.turns().stream().map(turn -> turn.path("run").asText()).toList();
    assertEquals(Collections.nCopies(4, "test-c-1"), order.subList(0, 4));
    assertEquals(12, order.size());
  }

  @Test
  void anInterruptBeforeTheFirstStepIsHeard() throws Exception {
    FakeScript script = new FakeScript(1000).slow("test-a-1", 5);
    FakeExperiment experiment = new FakeExperiment(directory, 1, "a");
    Scheduler scheduler = experiment.scheduler(script, 1);
    scheduler.interrupt();
    scheduler.run();
    assertTrue(experiment.steps("test-a-1", "train").size() < 1000);
    assertFalse(experiment.phase("test-a-1").equals("Failed"));
  }

  @Test
  void aRunThatEndedIsNotTouchedAgain() throws Exception {
    FakeExperiment experiment = new FakeExperiment(directory, 2, "a").train(new FakeScript(4), 1);
    var report = experiment.report("test-a-1");
    FakeScript again = new FakeScript(4);
    experiment.train(again, 1);
    assertEquals(report, experiment.report("test-a-1"));
    assertEquals(0, again.trainers());
  }

  @Test
  void onlyTheNewestTheBestAndTheFinalCheckpointStay() throws Exception {
    FakeExperiment experiment = new FakeExperiment(directory, 8, "a").train(new FakeScript(8), 1);
    assertEquals(List.of(8L, 7L), experiment.folder().run("test-a-1").checkpoints().steps());
    assertEquals(
        LongStream.rangeClosed(0, 8).boxed().toList(), experiment.steps("test-a-1", "eval"));
  }
}
