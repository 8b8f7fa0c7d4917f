package dev.rondo.trainer.config;

/**
 * When something is due, by Transformers' {@code *_strategy} and {@code *_steps}.
 *
 * @param strategy what counts
 * @param every steps between two times; below 1 a share of the total steps
 * @param firstStep also after the first step
 */
public record Cadence(Strategy strategy, double every, boolean firstStep) {
  /** Transformers' IntervalStrategy. */
  public enum Strategy {
    NO,
    STEPS,
    EPOCH
  }

  /**
   * Whether it is due after an optimizer step.
   *
   * @param step 1-based
   * @param endsEpoch whether it is an epoch's last or the run's
   * @param budgetSteps of the whole budget
   */
  public boolean isDue(long step, boolean endsEpoch, long budgetSteps) {
    if (firstStep && step == 1) {
      return true;
    }
    return switch (strategy) {
      case NO -> false;
      case EPOCH -> endsEpoch;
      case STEPS -> step % interval(budgetSteps) == 0;
    };
  }

  private long interval(long budgetSteps) {
    return every < 1 ? Math.max(1, (long) Math.ceil(every * budgetSteps)) : (long) every;
  }
}
