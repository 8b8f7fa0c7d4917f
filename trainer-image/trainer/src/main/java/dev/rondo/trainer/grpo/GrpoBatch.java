package dev.rondo.trainer.grpo;

import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.Loss;
import dev.rondo.trainer.objective.MicroBatch;
import dev.rondo.trainer.step.TokenOutputs;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a round.
 *
 * @param settings of the loss
 * @param scale what it is divided by
 * @param rows prompt and completion each; the completion's tokens are trained, unless it is masked
 * @param completions of the same rows
 * @param advantages likewise
 */
record GrpoBatch(
    PolicyLoss settings,
    LossScale scale,
    List<TokenRow> rows,
    List<RoundCompletion> completions,
    float[] advantages)
    implements MicroBatch {
  @Override
  public long tokens() {
    return 0; // counted once a round
  }

  @Override
  public Loss loss(TokenOutputs policy, TokenOutputs reference) {
    int[] starts = new int[rows.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      starts[i + 1] = starts[i] + rows.get(i).targets();
    }
    boolean hasOld = completions.stream().anyMatch(c -> c.old().length > 0);
    return new GrpoLoss(
            settings,
            scale,
            starts,
            advantages,
            policy.logp(),
            hasOld ? joined(RoundCompletion::old) : null,
            joined(RoundCompletion::reference),
            policy.entropy())
        .compute();
  }

  private interface Values {
    float[] of(RoundCompletion completion);
  }

  /** The values of every trained token, row after row. */
  private float[] joined(Values values) {
    List<float[]> parts = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      parts.add(rows.get(i).targets() == 0 ? RoundCompletion.NONE : values.of(completions.get(i)));
    }
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
