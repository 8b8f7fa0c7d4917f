package dev.rondo.core.stopping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A run as stopping rules see it.
 *
 * @param run its name
 * @param evalKey what its evaluations are comparable under; empty before the first
 * @param evaluations in the order in which they were made
 * @param isLive whether it goes on by itself: a stopped, ended or failed run holds nobody up
 * @param settledRungs rungs at which a rule has stopped it before: none stops it there again
 */
public record Contender(
    String run,
    Optional<String> evalKey,
    List<Evaluation> evaluations,
    boolean isLive,
    Set<Integer> settledRungs) {
  private static final double ROUNDING = 1e-9;

  /** Copies. */
  public Contender {
    evaluations = List.copyOf(evaluations);
    settledRungs = Set.copyOf(settledRungs);
  }

  /** The value of the first evaluation at or after a place in the data. */
  OptionalDouble at(double chunks) {
    return evaluations.stream()
        .filter(evaluation -> evaluation.chunks() >= chunks - ROUNDING)
        .mapToDouble(Evaluation::value)
        .findFirst();
  }

  /** The values after the start, up to the first at or after a place in the data. */
  List<Double> until(double chunks) {
    List<Double> values = new ArrayList<>();
    for (Evaluation evaluation : evaluations) {
      if (evaluation.chunks() > 0) {
        values.add(evaluation.value());
      }
      if (evaluation.chunks() >= chunks - ROUNDING) {
        break;
      }
    }
    return values;
  }

  /** Whether it may still get to a place in the data that it has not reached. */
  boolean isOnItsWayTo(double chunks) {
    return isLive && at(chunks).isEmpty();
  }
}
