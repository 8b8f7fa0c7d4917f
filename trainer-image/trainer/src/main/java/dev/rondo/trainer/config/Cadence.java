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
   */
  public boolean isDue(long step, long stepsPerEpoch, long totalSteps) {
    if (firstStep && step == 1) {
      return true;
    }
    return switch (strategy) {
      case NO -> false;
      case EPOCH -> step % stepsPerEpoch == 0 || step == totalSteps;
      case STEPS -> step % interval(totalSteps) == 0;
    };
  }

  private long interval(long totalSteps) {
    return every < 1 ? Math.max(1, (long) Math.ceil(every * totalSteps)) : (long) every;
  }
}
