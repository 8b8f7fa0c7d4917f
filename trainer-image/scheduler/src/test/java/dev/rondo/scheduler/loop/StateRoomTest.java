package dev.rondo.scheduler.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.protocol.state.StateHeader;
import dev.rondo.scheduler.trainer.FakeScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory for the states of the runs that train is enough for any number of runs. */
class StateRoomTest {
  private static final long STATE = StateHeader.BYTES + (long) "test-a-1".length();
  private static final List<String> RUNS =
      List.of("test-a-1", "test-b-1", "test-c-1", "test-d-1", "test-e-1");

  @TempDir private Path directory;
  private final AtomicLong mostUsed = new AtomicLong();

  @Test
  void fiveRunsTakeTurnsOnTwoSlotsInAMemoryThatHoldsTwo() throws Exception {
    assertTrainedIn(STATE * 2 * 2, 2);
    assertTrue(mostUsed.get() > STATE * 2, "the memory is made use of");
  }

  @Test
  void aMemoryThatHoldsAllIsLeftAlone() throws Exception {
    assertTrainedIn(STATE * 2 * RUNS.size(), 1);
    assertTrue(mostUsed.get() > STATE * 2 * (RUNS.size() - 1), "no state left it");
  }

  private void assertTrainedIn(long bytes, int slots) throws Exception {
    Path memory = directory.resolve("memory");
    FakeExperiment experiment =
        new FakeExperiment(directory, 4, "a", "b", "c", "d", "e")
            .trainIn(memory, () -> bytes - used(memory), new FakeScript(8), slots);
    for (String run : RUNS) {
      assertEquals("Succeeded", experiment.phase(run));
      assertEquals(
          LongStream.rangeClosed(1, 8).boxed().toList(), experiment.steps(run, "train"), run);
      assertEquals("8", experiment.exportedStep(run));
    }
    assertTrue(
        experiment.turns().stream().allMatch(t -> t.path("ended").asText().equals("Completed")),
        "no state was missed by a turn");
    assertTrue(mostUsed.get() <= bytes, () -> mostUsed + " of " + bytes + " bytes");
  }

  /** Looked at before each turn, when the former one's states are all there. */
  private long used(Path memory) throws IOException {
    try (Stream<Path> tree = Files.walk(memory)) {
      long used =
          tree.filter(Files::isRegularFile)
              .filter(file -> file.getFileName().toString().startsWith("state."))
              .mapToLong(file -> file.toFile().length())
              .sum();
      mostUsed.accumulateAndGet(used, Math::max);
      return used;
    }
  }
}
