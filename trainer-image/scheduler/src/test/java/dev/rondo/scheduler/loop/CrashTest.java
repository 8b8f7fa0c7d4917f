package dev.rondo.scheduler.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.scheduler.trainer.FakeScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer that dies costs its run the steps since its last state, and no other run anything. */
class CrashTest {
  private static final List<Long> ALL = LongStream.rangeClosed(1, 8).boxed().toList();

  @TempDir private Path directory;

  @Test
  void aRunThatAlwaysKillsItsTrainerFailsAloneAfterThreeTries() throws Exception {
    FakeScript script = new FakeScript(8).crash("test-b-1", 5, Integer.MAX_VALUE);
    FakeExperiment experiment = new FakeExperiment(directory, 4, "a", "b", "c").train(script, 2);
    assertEquals("Failed", experiment.phase("test-b-1"));
    assertEquals("3 crashes in a row; the last: it died", experiment.report("test-b-1").message());
    assertEquals(List.of(1L, 2L, 3L, 4L), experiment.steps("test-b-1", "train"));
    for (String neighbour : List.of("test-a-1", "test-c-1")) {
      assertEquals("Succeeded", experiment.phase(neighbour));
      assertEquals(ALL, experiment.steps(neighbour, "train"));
    }
    assertEquals(
        List.of("test-b-1", "test-b-1", "test-b-1"),
        experiment.turns().stream()
            .filter(turn -> turn.path("ended").asText().equals("Crashed"))
            .map(turn -> turn.path("run").asText())
            .toList());
  }

  @Test
  void aCrashThatDoesNotComeAgainCostsNothing() throws Exception {
    FakeScript script = new FakeScript(8).crash("test-a-1", 3, 2).crash("test-a-1", 7, 2);
    FakeExperiment experiment = new FakeExperiment(directory, 4, "a", "b").train(script, 1);
    assertCompleted(experiment, "test-a-1");
    assertCompleted(experiment, "test-b-1");
    assertEquals(5, script.trainers());
  }

  @Test
  void aConnectionThatClosesInAPreparationIsACrashAndNoRefusal() throws Exception {
    FakeScript script = new FakeScript(4).cutOff("test-a-1");
    FakeExperiment experiment = new FakeExperiment(directory, 2, "a", "b").train(script, 1);
    assertEquals("Succeeded", experiment.phase("test-a-1"));
    assertEquals("Succeeded", experiment.phase("test-b-1"));
  }

  @Test
  void aCrashWhileTheFinalAdapterIsWrittenIsMadeUpFor() throws Exception {
    FakeScript script = new FakeScript(2).crashAtExport("test-a-1", 1);
    FakeExperiment experiment = new FakeExperiment(directory, 1, "a").train(script, 1);
    assertEquals("Succeeded", experiment.phase("test-a-1"));
    assertEquals(List.of(1L, 2L), experiment.steps("test-a-1", "train"));
    assertEquals("2", experiment.exportedStep("test-a-1"));
  }

  @Test
  void aRunWhoseExportAlwaysCrashesFailsAlone() throws Exception {
    FakeScript script = new FakeScript(2).crashAtExport("test-a-1", Integer.MAX_VALUE);
    FakeExperiment experiment = new FakeExperiment(directory, 1, "a", "b").train(script, 1);
    assertEquals("Failed", experiment.phase("test-a-1"));
    assertEquals("Succeeded", experiment.phase("test-b-1"));
  }

  @Test
  void aDamagedStateInMemoryIsReplacedByTheCheckpoint() throws Exception {
    FakeScript script = new FakeScript(8).damageState("test-a-1", 2);
    FakeExperiment experiment = new FakeExperiment(directory, 4, "a", "b").train(script, 1);
    assertCompleted(experiment, "test-a-1");
    assertCompleted(experiment, "test-b-1");
    assertEquals(
        2,
        experiment.turns().stream()
            .filter(turn -> turn.path("ended").asText().equals("StateLost"))
            .count());
  }

  @Test
  void aStateThatIsLostAgainAndAgainIsNotCalledACrash() throws Exception {
    FakeScript script = new FakeScript(8).damageState("test-a-1", Integer.MAX_VALUE);
    FakeExperiment experiment = new FakeExperiment(directory, 4, "a", "b").train(script, 1);
    assertEquals("Failed", experiment.phase("test-a-1"));
    String message = experiment.report("test-a-1").message();
    assertTrue(message.startsWith("3 states lost in memory in a row; the last: "), message);
    assertCompleted(experiment, "test-b-1");
  }

  @Test
  void aTrainerThatEndsBetweenTurnsIsNobodysFault() throws Exception {
    FakeScript script = new FakeScript(8).leaveAfterTurns("test-a-1", 99);
    FakeExperiment experiment = new FakeExperiment(directory, 4, "a", "b").train(script, 1);
    assertCompleted(experiment, "test-a-1");
    assertCompleted(experiment, "test-b-1");
    assertTrue(script.trainers() > 3);
    assertTrue(
        experiment.turns().stream().allMatch(t -> t.path("ended").asText().equals("Completed")));
  }

  @Test
  void aRefusedRunFailsAloneWithItsField() throws Exception {
    FakeScript script = new FakeScript(8).refuse("test-a-1");
    FakeExperiment experiment = new FakeExperiment(directory, 4, "a", "b").train(script, 1);
    assertEquals("Failed", experiment.phase("test-a-1"));
    assertTrue(experiment.report("test-a-1").message().contains("peft.r must be 1 or more"));
    assertCompleted(experiment, "test-b-1");
  }

  private static void assertCompleted(FakeExperiment experiment, String run) throws IOException {
    assertEquals("Succeeded", experiment.phase(run));
    assertEquals(ALL, experiment.steps(run, "train"));
    assertEquals(List.of(0L, 2L, 4L, 6L, 8L), experiment.steps(run, "eval"));
    assertEquals("8", experiment.exportedStep(run));
  }
}
