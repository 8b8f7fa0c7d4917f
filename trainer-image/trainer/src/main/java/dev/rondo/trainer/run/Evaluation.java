package dev.rondo.trainer.run;

import dev.rondo.trainer.data.PreparedRows;
import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.step.BaseModel;
import dev.rondo.trainer.step.PackMember;
import dev.rondo.trainer.step.TokenOutputs;
import dev.rondo.trainer.step.Trainable;
import java.util.ArrayList;
import java.util.List;

/**
 * An evaluation with TRL's means: each batch's token mean, weighted by its rows for the loss, not
 * weighted for entropy and accuracy.
 *
 * @param loss eval_loss
 * @param entropy eval_entropy
 * @param accuracy eval_mean_token_accuracy
 */
record Evaluation(double loss, double entropy, double accuracy) {
  static Evaluation of(BaseModel base, Trainable trainable, PreparedRows rows, int batchSize) {
    double loss = 0;
    double entropy = 0;
    double accuracy = 0;
    int batches = 0;
    for (int from = 0; from < rows.size(); from += batchSize) {
      List<TokenRow> batch = new ArrayList<>();
      for (int i = from; i < Math.min(rows.size(), from + batchSize); i++) {
        batch.add(rows.row(i));
      }
      TokenOutputs outputs = base.evaluate(List.of(new PackMember(trainable, batch, 0))).getFirst();
      TokenMeans means = TokenMeans.of(outputs);
      loss += meanLoss(outputs) * batch.size();
      entropy += means.entropy();
      accuracy += means.accuracy();
      batches++;
    }
    return new Evaluation(loss / rows.size(), entropy / batches, accuracy / batches);
  }

  private static double meanLoss(TokenOutputs outputs) {
    double sum = 0;
    for (float logp : outputs.logp()) {
      sum -= logp;
    }
    return (float) (sum / Math.max(1, outputs.logp().length));
  }
}
