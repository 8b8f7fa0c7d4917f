package dev.rondo.trainer.generation;

import java.util.List;

/**
 * How tokens are chosen, by the names of Transformers' GenerationConfig and TRL's GRPOConfig.
 *
 * @param temperature divides the logits; 0 takes the likeliest token
 * @param topP keeps the likeliest tokens of this mass; 1 keeps all
 * @param topK keeps so many tokens; 0 keeps all
 * @param minP drops tokens less likely than this share of the likeliest; 0 drops none
 * @param repetitionPenalty divides positive logits, and multiplies negative ones, of tokens that
 *     the prompt or the completion has
 * @param maxNewTokens tokens of the longest completion, its end token included
 * @param endTokens token ids that end a completion; without any, each has the longest length
 */
public record Sampling(
    double temperature,
    double topP,
    int topK,
    double minP,
    double repetitionPenalty,
    int maxNewTokens,
    List<Integer> endTokens) {
  /** Keeps a copy. */
  public Sampling {
    endTokens = List.copyOf(endTokens);
  }

  /** The likeliest token each time. */
  public static Sampling greedy(int maxNewTokens, List<Integer> endTokens) {
    return new Sampling(0, 1, 0, 0, 1, maxNewTokens, endTokens);
  }
}
