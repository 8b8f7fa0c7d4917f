package dev.rondo.trainer.grpo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.rewards.Sample;
import dev.rondo.trainer.data.PreparedRows;
import dev.rondo.trainer.text.ModelTokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds as texts.
 *
 * @param tokenizer the model's
 */
public record RoundText(ModelTokenizer tokenizer) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What rewards see of a round. */
  public List<Sample> samples(PreparedRows rows, Round round) {
    List<Sample> samples = new ArrayList<>();
    for (RoundCompletion completion : round.completions()) {
      ObjectNode columns = columns(rows.row(completion.row()).columns());
      samples.add(
          new Sample(
              columns.path("prompt"),
              tokenizer.plainText(completion.ids()),
              completion.ids().length,
              completion.ended(),
              columns));
    }
    return samples;
  }

  /** The first prompt's completions as JSON, for people. */
  public List<String> lines(PreparedRows rows, Round round, float[] advantages) {
    List<String> lines = new ArrayList<>();
    List<Sample> samples = samples(rows, round);
    int row = round.completions().getFirst().row();
    for (int i = 0; i < samples.size() && round.completions().get(i).row() == row; i++) {
      Sample sample = samples.get(i);
      ObjectNode line = JSON.createObjectNode();
      line.put("round", round.index()).put("row", row);
      line.set("prompt", sample.prompt());
      line.put("completion", sample.completion());
      line.put("tokens", sample.tokens()).put("ended", sample.ended());
      ObjectNode rewards = line.putObject("rewards");
      for (int k = 0; k < round.rewardNames().size(); k++) {
        double reward = round.rewards()[i][k];
        if (!Double.isNaN(reward)) {
          rewards.put(round.rewardNames().get(k), reward);
        }
      }
      line.put("advantage", advantages[i]);
      lines.add(line.toString());
    }
    return lines;
  }

  private static ObjectNode columns(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException own) {
      throw new IllegalStateException("the prepared rows are damaged: " + own.getMessage(), own);
    }
  }
}
