package dev.rondo.core.schedule;

import java.util.Collection;

/**
 * Where a run stands in the fair order. A run that joins late (a clone, a resumed or handed-over
 * run) starts one chunk behind the least served of the others, not at its own count: it gets a
 * first result soon, then its share, and starves nobody until it has caught up (start-time fair
 * queueing: Goyal, Vin and Cheng, SIGCOMM 1996).
 *
 * @param headStart chunks added to what it has consumed
 */
public record Standing(double headStart) {
  private static final double CREDIT = 1;

  /**
   * Of a run that joins now.
   *
   * @param consumed chunks since its own start
   * @param others where the runs stand that it joins; empty if it is the first
   */
  public static Standing joining(double consumed, Collection<Double> others) {
    double least = others.stream().mapToDouble(Double::doubleValue).min().orElse(consumed);
    return new Standing(Math.max(0, least - CREDIT - consumed));
  }

  /** Where it stands after consuming so many chunks since its own start. */
  public double at(double consumed) {
    return consumed + headStart;
  }
}
