package dev.rondo.scheduler.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.scheduler.state.DurableFiles;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.trainer.FakeScript;
import dev.rondo.scheduler.trainer.FakeTrainers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failed run stays failed under its epoch; another epoch is another try. */
class AnotherTryTest {
  @TempDir private Path directory;

  @Test
  void aRunThatFailedGoesOnFromItsLastStateWhenItIsPlacedAnew() throws Exception {
    FakeScript script = new FakeScript(8).crash("test-a-1", 5, 3);
    FakeExperiment experiment = new FakeExperiment(directory, 4, "a");
    PlacedRuns placed = new PlacedRuns(experiment.open());
    assertEquals("Failed", phaseAfter(placed, script));
    assertEquals("Failed", phaseAfter(placed, script), "to another scheduler of the same worker");
    placed.bind();
    assertEquals("Succeeded", phaseAfter(placed, script));
    assertEquals(2, placed.told("test-a-1").epoch());
    List<Long> all = LongStream.rangeClosed(1, 8).boxed().toList();
    assertEquals(all, experiment.steps("test-a-1", "train"));
  }

  @Test
  void aRunWhoseCheckpointsWereTakenAwayBeginsAgainAndSaysSo() throws Exception {
    FakeScript script = new FakeScript(8).crash("test-a-1", 5, 3);
    FakeExperiment experiment = new FakeExperiment(directory, 4, "a");
    PlacedRuns placed = new PlacedRuns(experiment.open());
    assertEquals("Failed", phaseAfter(placed, script));
    long saved = placed.told("test-a-1").checkpoint().step();
    DurableFiles.delete(placed.folder(placed.runs().getFirst()).directory());
    placed.bind();
    assertEquals("Succeeded", phaseAfter(placed, script));
    assertEquals(
        "its checkpoint of step %d is gone; it went on from step 0".formatted(saved),
        placed.told("test-a-1").message());
    List<Long> all = LongStream.rangeClosed(1, 8).boxed().toList();
    assertEquals(all, experiment.steps("test-a-1", "train"));
  }

  private String phaseAfter(PlacedRuns placed, FakeScript script) throws Exception {
    new Scheduler(
            placed,
            RunStates.create(placed.uid(), directory.resolve("states")),
            FakeTrainers.slots(1, script, directory),
            Ending.WHEN_RUNS_END)
        .run();
    WorkerReport told = placed.told("test-a-1");
    return told.phase();
  }
}
