package dev.rondo.trainer.run;

import dev.rondo.trainer.data.TokenRow;

/**
 * The micro-batch with the most tokens of a run's first epoch, or of its beginning where the data
 * is long.
 *
 * @param tokens of its rows
 * @param targets those of them that the loss looks at
 */
public record LargestBatch(long tokens, long targets) {
  private static final int ROWS_LOOKED_AT = 20_000;

  /** Of a prepared run. */
  public static LargestBatch of(RunSession session) {
    StepPlan plan = session.plan();
    int size = Math.min(plan.batchSize(), plan.rows());
    LargestBatch largest = new LargestBatch(0, 0);
    for (int from = 0; from + size <= Math.min(plan.rows(), ROWS_LOOKED_AT); from += size) {
      long tokens = 0;
      long targets = 0;
      for (int place = from; place < from + size; place++) {
        TokenRow row = session.trainRows().row(session.rowAt(0, place));
        tokens += row.ids().length;
        targets += row.targets();
      }
      if (tokens > largest.tokens()) {
        largest = new LargestBatch(tokens, targets);
      }
    }
    return largest;
  }
}
