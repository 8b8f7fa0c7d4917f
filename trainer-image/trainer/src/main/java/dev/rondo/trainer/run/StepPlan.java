package dev.rondo.trainer.run;

import dev.rondo.trainer.config.Budget;

/**
 * Which micro-batches make up which optimizer step, as the Hugging Face trainer counts them.
 *
 * @param rows prepared training rows; packs count as one
 * @param batchSize rows of a micro-batch
 * @param accumulation micro-batches of a step; the last step of an epoch may have fewer
 * @param batchesPerEpoch micro-batches of an epoch; the last may have fewer rows
 * @param totalSteps optimizer steps of the whole budget
 */
record StepPlan(int rows, int batchSize, int accumulation, int batchesPerEpoch, long totalSteps) {
  static StepPlan of(Budget budget, int rows) {
    int size = budget.perDeviceTrainBatchSize();
    int batches = budget.dropLast() ? rows / size : Math.ceilDiv(rows, size);
    return ofBatches(budget, rows, batches);
  }

  /** Of epochs with so many micro-batches. */
  static StepPlan ofBatches(Budget budget, int rows, int batches) {
    int size = budget.perDeviceTrainBatchSize();
    int perEpoch = Math.max(1, Math.ceilDiv(batches, budget.gradientAccumulationSteps()));
    long total =
        budget.maxSteps() > 0
            ? budget.maxSteps()
            : (long) Math.ceil(budget.numTrainEpochs() * perEpoch);
    return new StepPlan(rows, size, budget.gradientAccumulationSteps(), batches, total);
  }

  long stepsPerEpoch() {
    return Math.max(1, Math.ceilDiv(batchesPerEpoch, accumulation));
  }

  /** The epoch, from 0, in which the step after {@code stepsDone} lies. */
  int epochOf(long stepsDone) {
    return Math.toIntExact(stepsDone / stepsPerEpoch());
  }

  /** First micro-batch, within its epoch, of the step after {@code stepsDone}. */
  int firstBatch(long stepsDone) {
    return Math.toIntExact(stepsDone % stepsPerEpoch()) * accumulation;
  }

  /** Micro-batches of the step after {@code stepsDone}. */
  int batches(long stepsDone) {
    return Math.min(accumulation, batchesPerEpoch - firstBatch(stepsDone));
  }

  /** Rows of a micro-batch: places {@code [from, to)} in the epoch's order. */
  int to(int batch) {
    return Math.min(rows, (batch + 1) * batchSize);
  }

  /** Where a micro-batch starts in the epoch's order. */
  int from(int batch) {
    return batch * batchSize;
  }

  /** Passes over the data after {@code stepsDone} steps, as Transformers logs {@code epoch}. */
  double epochAfter(long stepsDone) {
    if (stepsDone == 0) {
      return 0;
    }
    long last = stepsDone - 1;
    return epochOf(last) + (double) (firstBatch(last) + batches(last)) / batchesPerEpoch;
  }
}
