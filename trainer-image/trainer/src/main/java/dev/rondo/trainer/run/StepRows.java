package dev.rondo.trainer.run;

import dev.rondo.trainer.order.RowOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which rows each step of a run trains on. Remembers the order of the epoch that was asked last.
 */
final class StepRows {
  private final StepPlan plan;
  private final long dataSeed;
  private final int rows;
  private int orderedEpoch = -1;
  private int[] order = {};

  /**
   * By this plan.
   *
   * @param rows prepared training rows
   */
  StepRows(StepPlan plan, long dataSeed, int rows) {
    this.plan = plan;
    this.dataSeed = dataSeed;
    this.rows = rows;
  }

  /** Row numbers of each micro-batch of the step after {@code stepsDone}. */
  List<int[]> of(long stepsDone) {
    int epoch = plan.epochOf(stepsDone);
    if (epoch != orderedEpoch) {
      order = RowOrder.ofEpoch(dataSeed, epoch, rows);
      orderedEpoch = epoch;
    }
    int first = plan.firstBatch(stepsDone);
    return IntStream.range(first, first + plan.batches(stepsDone))
        .mapToObj(batch ->
            Arrays.copyOfRange(order, plan.from(stepsDone, batch), plan.to(stepsDone, batch)))
        .toList();
  }
}
