package dev.rondo.trainer.grpo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded rounds as files state them. */
class ReplayTest {
  private static final int ROWS = 4;

  /** Rounds of two groups of two. */
  private static final String ARGS =
      "\"per_device_train_batch_size\": 4, \"num_generations\": 2, \"steps_per_generation\": 1";

  private static final String TWO_GROUPS =
      "\"completions\": [{\"row\": 1, \"ids\": [5, 6], \"ended\": true}, {\"row\": 1, \"ids\": [7]},"
          + " {\"row\": 3, \"ids\": [8]}, {\"row\": 3, \"ids\": [9], \"ended\": true}]";

  @TempDir Path directory;

  @Test
  void aRoundIsWhatItsLineSays() throws Exception {
    Replay replay =
        read(
            "{\"round\": 7, %s, \"order\": [3, 1, 0, 2], \"rewards\": {\"right\": [1, 0, null, 0.5]}}"
                .formatted(TWO_GROUPS));
    Round round = replay.round(7);
    assertEquals(
        List.of(1, 1, 3, 3), round.completions().stream().map(RoundCompletion::row).toList());
    assertArrayEquals(new int[] {5, 6}, round.completions().getFirst().ids());
    assertTrue(round.completions().getFirst().ended());
    assertFalse(round.completions().get(1).ended());
    assertArrayEquals(new int[] {3, 1}, round.slice(0, 2));
    assertEquals(List.of("right"), round.rewardNames());
    assertEquals(1, round.rewards()[0][0]);
    assertTrue(Double.isNaN(round.rewards()[2][0]), "null: it does not apply");
    assertEquals(1, round.unrewarded());
  }

  @Test
  void orderAndRewardsMayBeLeftOut() throws Exception {
    Round round = read("{\"round\": 0, %s}".formatted(TWO_GROUPS)).round(0);
    assertArrayEquals(new int[] {0, 1, 2, 3}, round.order());
    assertFalse(round.isScored());
  }

  @Test
  void aRoundThatWasNotRecordedIsNamed() throws Exception {
    Replay replay = read("{\"round\": 0, %s}".formatted(TWO_GROUPS));
    IOException missing = assertThrows(IOException.class, () -> replay.round(1));
    assertTrue(missing.getMessage().contains("has no round 1; it has 1"), missing.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"round": 0, "completions": [{"row": 0, "ids": [1]}]}         | has 1 completions; a round of this run has 4
          {"round": 0, TWO, "order": [0, 0, 1, 2]}                      | has an order that does not name each completion once
          {"round": 0, TWO, "rewards": {"right": [1.0]}}                | has 1 rewards of right for 4 completions
          {"round": 0, TWO                                              | is no JSON
          """)
  void aWrongLineIsNamedWithItsNumber(String line, String expected) {
    String good = "{\"round\": 1, %s}".formatted(TWO_GROUPS);
    RefusedException refused =
        assertThrows(RefusedException.class, () -> read(good, line.replace("TWO", TWO_GROUPS)));
    String told = refused.getMessage();
    assertTrue(told.contains("rounds.jsonl:2") && told.contains(expected), told);
  }

  @Test
  void rowsAndIdsAreChecked() {
    String far = "{\"round\": 0, %s}".formatted(TWO_GROUPS.replace("\"row\": 3", "\"row\": 4"));
    String empty = "{\"round\": 1, %s}".formatted(TWO_GROUPS.replace("[8]", "[]"));
    String told = assertThrows(RefusedException.class, () -> read(far, empty)).getMessage();
    assertTrue(told.contains("names a row that the data does not have; it has 4"), told);
    assertTrue(told.contains("has a completion without ids"), told);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> Replay.read(directory.resolve("no.jsonl"), GrpoLeaf.settings(ARGS), ROWS));
    assertTrue(refused.getMessage().contains("no.jsonl is no file"), refused.getMessage());
  }

  private Replay read(String... lines) throws IOException, RefusedException {
    Path file = directory.resolve("rounds.jsonl");
    Files.write(file, List.of(lines));
    return Replay.read(file, GrpoLeaf.settings(ARGS), ROWS);
  }
}
