package dev.rondo.core.schedule;

/**
 * How fast a run is, as it was measured.
 *
 * @param step seconds of an optimizer step
 * @param eval seconds of a turn's evaluations
 * @param swap seconds to attach and save its state in a turn
 */
public record Pace(MovingAverage step, MovingAverage eval, MovingAverage swap) {
  /** Until something is measured, all runs are taken to be equally fast. */
  public static final Pace UNMEASURED =
      new Pace(MovingAverage.assumed(1), MovingAverage.assumed(0), MovingAverage.assumed(0));

  /** After an optimizer step. */
  public Pace stepped(double seconds) {
    return new Pace(step.with(seconds), eval, swap);
  }

  /** After a turn. */
  public Pace turned(double evalSeconds, double swapSeconds) {
    return new Pace(step, eval.with(evalSeconds), swap.with(swapSeconds));
  }

  /** Seconds for so many steps in so many turns. */
  public double seconds(long steps, double turns) {
    return steps * step.value() + turns * (eval.value() + swap.value());
  }
}
