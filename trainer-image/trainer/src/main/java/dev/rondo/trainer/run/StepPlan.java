package dev.rondo.trainer.run;

import dev.rondo.trainer.config.Budget;

/**
 * Which micro-batches make up which optimizer step, as the Hugging Face trainer counts them. A run
 * that starts within an epoch first goes through the rest of it, with its own batch size.
 *
 * @param rows prepared training rows; packs count as one
 * @param batchSize rows of a micro-batch
 * @param accumulation micro-batches of a step; the last step of an epoch may have fewer
 * @param batchesPerEpoch micro-batches of a whole epoch; the last may have fewer rows
 * @param dropLast whether an epoch's short last micro-batch is left out
 * @param budgetSteps optimizer steps of the whole budget, which are those of the schedule
 * @param origin where the run begins
 */
record StepPlan(
    int rows,
    int batchSize,
    int accumulation,
    int batchesPerEpoch,
    boolean dropLast,
    long budgetSteps,
    Origin origin) {
  static StepPlan of(Budget budget, int rows) {
    return of(budget, rows, Origin.START);
  }

  /**
   * The plan of a run that begins elsewhere; a place at the end of an epoch is the next's start.
   */
  static StepPlan of(Budget budget, int rows, Origin origin) {
    int size = budget.perDeviceTrainBatchSize();
    return of(budget, rows, batches(rows, size, budget.dropLast()), origin);
  }

  /** Of epochs with so many micro-batches, in which no row has a place of its own. */
  static StepPlan ofBatches(Budget budget, int batches, Origin origin) {
    return of(budget, batches * budget.perDeviceTrainBatchSize(), batches, origin);
  }

  private static StepPlan of(Budget budget, int rows, int batches, Origin origin) {
    int size = budget.perDeviceTrainBatchSize();
    int accumulation = budget.gradientAccumulationSteps();
    boolean dropLast = budget.dropLast();
    int perEpoch = Math.max(1, Math.ceilDiv(batches, accumulation));
    long total =
        budget.maxSteps() > 0
            ? budget.maxSteps()
            : (long) Math.ceil(budget.numTrainEpochs() * perEpoch);
    Origin.Place place = origin.place();
    if (place.row() > 0 && batches(rows - place.row(), size, dropLast) == 0) {
      place = new Origin.Place(place.epoch() + 1, 0);
    }
    return new StepPlan(
        rows,
        size,
        accumulation,
        batches,
        dropLast,
        total,
        new Origin(origin.step(), origin.scheduleStep(), place));
  }

  /** The step of the lineage at which the budget is used up. */
  long totalSteps() {
    return origin.step() + budgetSteps - origin.scheduleStep();
  }

  long stepsPerEpoch() {
    return Math.max(1, Math.ceilDiv(batchesPerEpoch, accumulation));
  }

  /** Epoch k of the data begins after {@code epochOrigin() + k * stepsPerEpoch()} steps. */
  long epochOrigin() {
    return origin.step() + restSteps() - (origin.place().epoch() + 1) * stepsPerEpoch();
  }

  /** Steps of the schedule that are done after {@code stepsDone} steps of the lineage. */
  long scheduleStep(long stepsDone) {
    return stepsDone - origin.step() + origin.scheduleStep();
  }

  /** The epoch, from 0, in which the step after {@code stepsDone} lies. */
  int epochOf(long stepsDone) {
    return Math.toIntExact(Math.floorDiv(stepsDone - epochOrigin(), stepsPerEpoch()));
  }

  boolean endsEpoch(long stepsDone) {
    return Math.floorMod(stepsDone - epochOrigin(), stepsPerEpoch()) == 0;
  }

  /**
   * First micro-batch, within what the run sees of its epoch, of the step after {@code stepsDone}.
   */
  int firstBatch(long stepsDone) {
    long within =
        isInRest(stepsDone)
            ? stepsDone - origin.step()
            : Math.floorMod(stepsDone - epochOrigin(), stepsPerEpoch());
    return Math.toIntExact(within) * accumulation;
  }

  /** Micro-batches of the step after {@code stepsDone}. */
  int batches(long stepsDone) {
    int all = isInRest(stepsDone) ? batchesOfRest() : batchesPerEpoch;
    return Math.min(accumulation, all - firstBatch(stepsDone));
  }

  /** The same micro-batch within the whole epoch. */
  int firstBatchOfEpoch(long stepsDone) {
    return from(stepsDone, firstBatch(stepsDone)) / batchSize;
  }

  /** Where a micro-batch of the step after {@code stepsDone} starts in the epoch's order. */
  int from(long stepsDone, int batch) {
    return (isInRest(stepsDone) ? origin.place().row() : 0) + batch * batchSize;
  }

  /** Where it ends. */
  int to(long stepsDone, int batch) {
    return Math.min(rows, from(stepsDone, batch + 1));
  }

  /** The place of the step after {@code stepsDone}. */
  Origin.Place place(long stepsDone) {
    return new Origin.Place(epochOf(stepsDone), from(stepsDone, firstBatch(stepsDone)));
  }

  /** Passes over the data after {@code stepsDone} steps, as Transformers logs {@code epoch}. */
  double epochAfter(long stepsDone) {
    if (stepsDone == origin.step()) {
      return origin.place().epoch() + share(origin.place().row());
    }
    long last = stepsDone - 1;
    return epochOf(last) + share(from(last, firstBatch(last) + batches(last)));
  }

  /** Rows of an epoch as a part of it: by micro-batches, the last of which may have fewer rows. */
  private double share(int place) {
    if (place % batchSize == 0) {
      int microBatches = place / batchSize;
      return (double) microBatches / batchesPerEpoch;
    }
    return Math.min(1, (double) place / rows);
  }

  /** Whether the step after {@code stepsDone} lies in the epoch that the run begins within. */
  private boolean isInRest(long stepsDone) {
    return origin.place().row() > 0 && stepsDone - origin.step() < restSteps();
  }

  /** Steps until the end of the epoch that the run begins in. */
  private long restSteps() {
    return Math.max(1, Math.ceilDiv(batchesOfRest(), accumulation));
  }

  private int batchesOfRest() {
    int row = origin.place().row();
    return row == 0 ? batchesPerEpoch : batches(rows - row, batchSize, dropLast);
  }

  private static int batches(int rows, int size, boolean dropLast) {
    return dropLast ? rows / size : Math.ceilDiv(rows, size);
  }
}
