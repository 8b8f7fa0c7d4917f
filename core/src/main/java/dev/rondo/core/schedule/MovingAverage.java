package dev.rondo.core.schedule;

/**
 * An exponentially weighted average.
 *
 * @param value the average; before the first measurement, what is assumed
 * @param isMeasured whether anything was measured
 */
public record MovingAverage(double value, boolean isMeasured) {
  private static final double NEWEST = 0.3;

  /** Nothing measured yet. */
  public static MovingAverage assumed(double value) {
    return new MovingAverage(value, false);
  }

  /** With one more measurement; the first replaces what was assumed. */
  public MovingAverage with(double measured) {
    return new MovingAverage(isMeasured ? value + NEWEST * (measured - value) : measured, true);
  }
}
