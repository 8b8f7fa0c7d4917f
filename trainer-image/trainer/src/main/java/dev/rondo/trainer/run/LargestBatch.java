package dev.rondo.trainer.run;

import dev.rondo.trainer.data.TokenRow;
import dev.rondo.trainer.objective.MicroBatch;
import java.util.List;

/**
 * The micro-batch with the most tokens of a run's first epoch, or of its beginning where the data
 * is long.
 *
 * @param tokens of its rows
 * @param targets those of them that the loss looks at
 */
public record LargestBatch(long tokens, long targets) {
  private static final int BATCHES_LOOKED_AT = 2_500;

  /** Of a prepared run. */
  public static LargestBatch of(RunSession session) {
    LargestBatch largest = new LargestBatch(0, 0);
    long looked = 0;
    long first = session.plan().origin().step();
    long anEpochLater = first + session.plan().stepsPerEpoch();
    for (long step = first; step < anEpochLater && looked < BATCHES_LOOKED_AT; step++) {
      List<MicroBatch> batches = session.objective().step(step);
      looked += batches.size();
      for (MicroBatch batch : batches) {
        long tokens = batch.rows().stream().mapToLong(row -> row.ids().length).sum();
        if (tokens > largest.tokens()) {
          long targets = batch.rows().stream().mapToLong(TokenRow::targets).sum();
          largest = new LargestBatch(tokens, targets);
        }
      }
    }
    return largest;
  }
}
