package dev.rondo.core.leaderboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.api.v1alpha1.ExperimentSpec;
import dev.rondo.api.v1alpha1.Run;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What ranks runs that were evaluated alike, and runs that were not. */
class LeaderboardTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOSS = "{\"metric\": \"eval_loss\", \"goal\": \"Minimize\"}";

  @Test
  void accuraciesCompareAcrossBetas() throws Exception {
    List<Run> runs =
        List.of(
            run("a", "rows-beta1", 0.6, 0.6), run("b", "rows-beta5", 0.9, 0.9),
            run("c", "rows-beta5", 0.7, 0.7), run("d", "others-beta1", 0.95, 0.95));
    assertEquals("b c a by eval_rewards/accuracies", ranked("DPO", null, runs));
  }

  @Test
  void aLossComparesWithinOneKey() throws Exception {
    List<Run> runs =
        List.of(
            run("a", "rows-1", 0.2, 0.6),
            run("b", "rows-1", 0.3, 0.9),
            run("c", "rows-1", 0.1, 0.7));
    assertEquals("c a b by eval_loss", ranked("DPO", LOSS, runs));
    assertEquals(Optional.empty(), comparability("DPO", LOSS).note(List.of("rows-1", "rows-1")));
  }

  @Test
  void lossesOfOtherBetasGiveWayToAccuraciesWhichIsSaid() throws Exception {
    List<Run> runs =
        List.of(
            run("a", "rows-1", 0.2, 0.6),
            run("b", "rows-2", 0.3, 0.9),
            run("c", "rows-2", 0.1, 0.7));
    assertEquals("b c a by eval_rewards/accuracies", ranked("DPO", LOSS, runs));
    assertEquals(
        Optional.of(
            "ranked by eval_rewards/accuracies: eval_loss does not compare between these runs"),
        comparability("DPO", LOSS).note(List.of("rows-1", "rows-2")));
  }

  @Test
  void lossesOfOtherTokenizersGiveWayToBitsPerByte() throws Exception {
    List<Run> runs =
        List.of(
            run("a", "rows-1", 0.2, 0.6),
            run("b", "rows-2", 0.3, 0.5),
            run("c", "rows-2", 0.1, 0.7));
    assertEquals("b a c by eval_bits_per_byte", ranked("SFT", null, runs));
  }

  @Test
  void whereNothingComparesTheLargestGroupIsRankedByTheObjective() throws Exception {
    List<Run> runs =
        List.of(
            run("a", "rows-1", 0.2, 0.5),
            run("b", "others-2", 0.3, 0.6),
            run("c", "others-2", 0.1, 0.7));
    assertEquals("c b by eval_loss", ranked("SFT", null, runs));
    assertEquals(Optional.empty(), comparability("SFT", null).note(List.of("rows-1", "others-2")));
  }

  @Test
  void measuresOfGeneratedTextsCompareWhereTheyMeasureTheSame() throws Exception {
    String polite = "{\"metric\": \"eval_polite\", \"goal\": \"Maximize\"}";
    List<Run> runs =
        List.of(
            run("a", "rows-1", 0.2, null),
            run("b", "rows-2", 0.3, null),
            run("c", "less-2", 0.9, null));
    assertEquals("b a by eval_polite", ranked("SFT", polite, runs));
  }

  private static String ranked(String trainer, String objective, List<Run> runs) throws Exception {
    var entries = Leaderboard.of(runs, comparability(trainer, objective));
    String metric = entries.getFirst().metric();
    return String.join(" ", entries.stream().map(entry -> entry.run()).toList()) + " by " + metric;
  }

  private static Comparability comparability(String trainer, String objective) throws Exception {
    String spec =
        """
        {"trainer": "%s", "objective": %s,
         "dataset": {"eval": {"generate": {"regex": [{"name": "polite", "pattern": "please"}]}}}}\
        """
            .formatted(trainer, objective);
    return Comparability.of(JSON.readValue(spec, ExperimentSpec.class));
  }

  private static Run run(String name, String key, double objective, Double comparable)
      throws Exception {
    String run =
        """
        {"metadata": {"name": "%s"}, "spec": {}, "status": {"state": "Running", "worker": {"metrics":
          {"evalKey": "%s", "objective": %s, "objectiveStep": 4, "comparable": %s}}}}\
        """
            .formatted(name, key, objective, comparable);
    return JSON.readValue(run, Run.class);
  }
}
