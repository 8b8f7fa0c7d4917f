package dev.rondo.trainer.objective.dpo;

import dev.rondo.trainer.data.TokenRow;
import java.util.List;

/**
 * The reference policy's log-probabilities of pairs.
 *
 * @param chosen of each pair's chosen completion
 * @param rejected of the rejected one
 */
public record ReferenceLogps(float[] chosen, float[] rejected) {
  /**
   * Of a batch of pairs.
   *
   * @param logp of its completion tokens, as the model gives them
   */
  public static ReferenceLogps of(List<TokenRow> pairs, DpoLoss loss, float[] logp) {
    Completions completions = Completions.of(pairs, loss.ldAlpha());
    int n = completions.pairs();
    float[] chosen = new float[n];
    float[] rejected = new float[n];
    for (int pair = 0; pair < n; pair++) {
      chosen[pair] = completions.chosenLogp(logp, pair);
      rejected[pair] = completions.rejectedLogp(logp, pair);
    }
    return new ReferenceLogps(chosen, rejected);
  }

  /** Those of some pairs. */
  ReferenceLogps of(int[] pairs) {
    return new ReferenceLogps(pick(chosen, pairs), pick(rejected, pairs));
  }

  /** Of the pairs of several batches, one after the other. */
  public static ReferenceLogps join(List<ReferenceLogps> parts) {
    int size = parts.stream().mapToInt(part -> part.chosen().length).sum();
    ReferenceLogps all = new ReferenceLogps(new float[size], new float[size]);
    int at = 0;
    for (ReferenceLogps part : parts) {
      System.arraycopy(part.chosen(), 0, all.chosen(), at, part.chosen().length);
      System.arraycopy(part.rejected(), 0, all.rejected(), at, part.rejected().length);
      at += part.chosen().length;
    }
    return all;
  }

  private static float[] pick(float[] values, int[] places) {
    float[] picked = new float[places.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = values[places[i]];
    }
    return picked;
  }
}
