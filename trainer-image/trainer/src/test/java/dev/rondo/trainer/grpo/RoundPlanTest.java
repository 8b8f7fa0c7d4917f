package dev.rondo.trainer.grpo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Which prompts a round asks. */
class RoundPlanTest {
  @Test
  void promptsComeInTheOrderThatTrlRecorded() throws Exception {
    Path recorded = Path.of("../../references/cases/grpo-a-default/trajectory.json");
    JsonNode generations = new ObjectMapper().readTree(recorded.toFile()).path("generations");
    RoundPlan plan = new RoundPlan(64, 2, 4, 1, 42, true);
    for (int round = 0; round < generations.size(); round++) {
      int[] rows =
          generations.get(round).path("rows").valueStream().mapToInt(JsonNode::asInt).toArray();
      assertArrayEquals(rows, plan.rowsOf(round), "round " + round);
    }
  }

  @Property(tries = 100)
  void anEpochAsksNoPromptTwiceAndLeavesLessThanARoundOut(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 8) int prompts,
      @ForAll @IntRange(min = 2, max = 5) int group,
      @ForAll @IntRange(min = 0, max = 3) int epoch) {
    RoundPlan plan = new RoundPlan(rows, prompts, group, 3, 7, true);
    Set<Integer> asked = new HashSet<>();
    int first = epoch * plan.roundsPerEpoch();
    for (int round = first; round < first + plan.roundsPerEpoch(); round++) {
      int[] completions = plan.rowsOf(round);
      for (int i = 0; i < completions.length; i++) {
        assertEquals(completions[i / group * group], completions[i], "groups side by side");
      }
      Arrays.stream(completions).forEach(asked::add);
    }
    assertEquals(rows / prompts * prompts, asked.size());
  }

  @Test
  void withoutShufflePromptsComeAsTheyStand() {
    RoundPlan plan = new RoundPlan(5, 2, 2, 1, 42, false);
    assertArrayEquals(new int[] {2, 2, 3, 3}, plan.rowsOf(1));
    assertArrayEquals(new int[] {0, 0, 1, 1}, plan.rowsOf(2), "row 4 is left out of each epoch");
  }

  @Test
  void aRoundIsUsedByAllItsMicroBatches() {
    RoundPlan plan = new RoundPlan(8, 2, 2, 6, 42, true);
    assertEquals(0, plan.roundOf(0, 5));
    assertEquals(1, plan.roundOf(0, 6));
    assertEquals(4, plan.roundOf(1, 0));
  }
}
