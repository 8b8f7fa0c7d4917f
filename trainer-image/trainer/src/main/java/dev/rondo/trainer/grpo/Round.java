package dev.rondo.trainer.grpo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was generated at once and is trained on for some steps; part of a run's state.
 *
 * @param index from 0
 * @param completions groups side by side
 * @param order in which they are split into micro-batches
 * @param rewardNames names of the rewards; empty until they are known
 * @param rewards by completion, then by reward, NaN where one does not apply; empty until known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Round(
    long index,
    List<RoundCompletion> completions,
    int[] order,
    List<String> rewardNames,
    double[][] rewards) {
  /** Keeps copies. */
  public Round {
    completions = List.copyOf(completions);
    rewardNames = List.copyOf(rewardNames);
  }

  /** Whether its rewards are known. */
  @JsonIgnore
  public boolean isScored() {
    return rewards.length > 0;
  }

  Round scored(List<String> names, double[][] found) {
    return new Round(index, completions, order, names, found);
  }

  /** The same completions with more known of them. */
  public Round with(List<RoundCompletion> same) {
    return new Round(index, same, order, rewardNames, rewards);
  }

  /** Completions to which no reward applies. */
  public long unrewarded() {
    return Arrays.stream(rewards).filter(own -> Arrays.stream(own).allMatch(Double::isNaN)).count();
  }

  /** Completion tokens that count in the loss: num_items_in_batch. */
  @JsonIgnore
  long items(boolean maskTruncated) {
    return completions.stream()
        .filter(completion -> completion.ended() || !maskTruncated)
        .mapToLong(completion -> completion.ids().length)
        .sum();
  }

  /** Tokens of all completions. */
  @JsonIgnore
  int[] lengths() {
    return completions.stream().mapToInt(completion -> completion.ids().length).toArray();
  }

  /** The completions of a micro-batch, by their place in {@link #completions}. */
  int[] slice(int part, int size) {
    return Arrays.copyOfRange(order, part * size, (part + 1) * size);
  }

  static int[] inOrder(int count) {
    return IntStream.range(0, count).toArray();
  }
}
