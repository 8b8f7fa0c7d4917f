package dev.rondo.trainer.config;

import dev.rondo.rewards.TextMetric;
import java.util.List;

/**
 * What evaluations generate, greedily, besides their loss: {@code dataset.eval.generate}.
 *
 * @param limit evaluation rows, from the start
 * @param maxNewTokens tokens of the longest completion
 * @param samples completions told of each evaluation
 * @param metrics what is made of the texts
 * @param stated the metrics as the manifest has them, for digests
 */
public record EvalGenerate(
    int limit, int maxNewTokens, int samples, List<TextMetric> metrics, String stated) {
  /** Keeps a copy. */
  public EvalGenerate {
    metrics = List.copyOf(metrics);
  }

  /** Everything of it that shapes a number, as text for a digest. */
  public String numbers() {
    return "%d %d %s".formatted(limit, maxNewTokens, stated);
  }
}
