package dev.rondo.trainer.grpo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rounds that were recorded, to train on instead of generating: a line of JSON each, {@code
 * {"round": 0, "completions": [{"row": 38, "ids": [...], "ended": true}], "order": [...],
 * "rewards": {"NAME": [...]}}}. Without {@code order} completions are taken as they stand; without
 * {@code rewards} they are asked for. {@code row} counts the prepared training rows from 0.
 */
public final class Replay {
  private static final String FIELD = "generation.replay";

  private final Path file;
  private final Map<Long, Round> rounds;

  private Replay(Path file, Map<Long, Round> rounds) {
    this.file = file;
    this.rounds = rounds;
  }

  /**
   * Reads a recording.
   *
   * @param settings of the run, which every round must fit
   * @param rows of the training data
   * @throws RefusedException naming each line that is wrong
   */
  public static Replay read(Path file, GrpoSettings settings, int rows)
      throws IOException, RefusedException {
    if (!Files.isRegularFile(file)) {
      throw new RefusedException(FIELD, file + " is no file");
    }
    Map<Long, Round> rounds = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String at = file.getFileName() + ":" + (i + 1);
      try {
        JsonNode line = new ObjectMapper().readTree(lines.get(i));
        Round round = round(line);
        String wrong = wrong(round, settings, rows);
        if (wrong.isEmpty()) {
          wrong = wrong(line.path("rewards"), round.completions().size());
        }
        if (!wrong.isEmpty()) {
          problems.add(new Problem(at, wrong));
        }
        rounds.put(round.index(), round);
      } catch (JsonProcessingException malformed) {
        problems.add(new Problem(at, "is no JSON: " + malformed.getOriginalMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return new Replay(file, rounds);
  }

  private static String wrong(Round round, GrpoSettings settings, int rows) {
    int count = round.completions().size();
    if (count != settings.roundSize()) {
      return "has %d completions; a round of this run has %d"
          .formatted(count, settings.roundSize());
    }
    if (round.completions().stream().anyMatch(c -> c.row() < 0 || c.row() >= rows)) {
      return "names a row that the data does not have; it has %d".formatted(rows);
    }
    if (round.completions().stream().anyMatch(c -> c.ids().length == 0)) {
      return "has a completion without ids";
    }
    int[] sorted = round.order().clone();
    Arrays.sort(sorted);
    return Arrays.equals(sorted, Round.inOrder(count))
        ? ""
        : "has an order that does not name each completion once";
  }

  private static String wrong(JsonNode rewards, int completions) {
    return rewards
        .propertyStream()
        .filter(reward -> reward.getValue().size() != completions)
        .map(reward ->
            "has %d rewards of %s for %d completions"
                .formatted(reward.getValue().size(), reward.getKey(), completions))
        .findFirst()
        .orElse("");
  }

  private static Round round(JsonNode line) {
    List<RoundCompletion> completions = new ArrayList<>();
    for (JsonNode one : line.path("completions")) {
      completions.add(
          new RoundCompletion(
              one.path("row").asInt(-1),
              one.path("ids").valueStream().mapToInt(JsonNode::asInt).toArray(),
              one.path("ended").asBoolean(),
              RoundCompletion.NONE,
              RoundCompletion.NONE));
    }
    int[] order =
        line.has("order")
            ? line.path("order").valueStream().mapToInt(JsonNode::asInt).toArray()
            : Round.inOrder(completions.size());
    List<String> names = line.path("rewards").propertyStream().map(Map.Entry::getKey).toList();
    double[][] rewards = new double[names.isEmpty() ? 0 : completions.size()][names.size()];
    for (int i = 0; i < rewards.length; i++) {
      for (int k = 0; k < names.size(); k++) {
        rewards[i][k] = line.path("rewards").path(names.get(k)).path(i).asDouble(Double.NaN);
      }
    }
    return new Round(line.path("round").asLong(), completions, order, names, rewards);
  }

  /**
   * A recorded round.
   *
   * @throws IOException if it was not recorded
   */
  public Round round(long index) throws IOException {
    Round round = rounds.get(index);
    if (round == null) {
      throw new IOException(
          "%s %s has no round %d; it has %d".formatted(FIELD, file, index, rounds.size()));
    }
    return round;
  }
}
