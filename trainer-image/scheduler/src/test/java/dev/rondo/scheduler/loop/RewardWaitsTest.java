package dev.rondo.scheduler.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.scheduler.trainer.FakeScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose rewards come from others holds no slot while it waits for them. */
class RewardWaitsTest {
  private static final String AWAY = "http://judge did not answer within 1 s";

  @TempDir private Path directory;

  @Test
  void anEndpointThatIsAwayPausesItsRunAloneUntilItAnswers() throws Exception {
    FakeExperiment experiment = new FakeExperiment(directory, 2, "a", "b");
    List<String> seen = new ArrayList<>();
    FakeScript script =
        new FakeScript(4)
            .awaitRewards(
                "test-a-1",
                2,
                1,
                () -> {
                  seen.add(told(experiment, "test-a-1") + ", b " + told(experiment, "test-b-1"));
                  return seen.size() == 1 ? AWAY : "";
                });
    experiment.train(script, 1);
    assertEquals("Succeeded", experiment.phase("test-a-1"));
    assertEquals("Succeeded", experiment.phase("test-b-1"));
    assertEquals(2, seen.size(), "asked again, after a pause");
    assertEquals(
        "RewardEndpointUnavailable: " + AWAY + "; it is asked again, b Succeeded",
        seen.getLast(),
        "the only slot was free for the other");
    assertEquals(
        LongStream.rangeClosed(1, 4).boxed().toList(), experiment.steps("test-a-1", "train"));
    assertTrue(
        experiment.turns().stream()
            .anyMatch(turn -> turn.path("ended").asText().equals("AwaitingRewards")),
        experiment.turns()::toString);
  }

  @Test
  void aRunThatWaitsCanBeStoppedAndGoesOnWhenItIsResumed() throws Exception {
    FakeExperiment experiment = new FakeExperiment(directory, 1, "a");
    FakeScript script =
        new FakeScript(3)
            .awaitRewards(
                "test-a-1",
                3,
                1,
                () -> {
                  gesture(experiment, "stop");
                  return AWAY;
                });
    experiment.train(script, 1);
    assertEquals("Stopped", experiment.phase("test-a-1"));
    experiment.resume("test-a-1");
    experiment.train(new FakeScript(3), 1);
    assertEquals("Succeeded", experiment.phase("test-a-1"));
    assertEquals(List.of(1L, 2L, 3L), experiment.steps("test-a-1", "train"));
  }

  @Test
  void aTrainerThatEndsWhileItAsksCostsNoStep() throws Exception {
    FakeExperiment experiment = new FakeExperiment(directory, 1, "a");
    FakeScript script = new FakeScript(3).awaitRewards("test-a-1", 3, 1, () -> null);
    experiment.train(script, 1);
    assertEquals("Succeeded", experiment.phase("test-a-1"));
    assertEquals(List.of(1L, 2L, 3L), experiment.steps("test-a-1", "train"));
    assertEquals(2, script.trainers());
  }

  private static String told(FakeExperiment experiment, String run) {
    try {
      var report = experiment.report(run);
      return report.phase() + (report.message() == null ? "" : ": " + report.message());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void gesture(FakeExperiment experiment, String gesture) {
    try {
      experiment.gesture(gesture, "test-a-1");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
