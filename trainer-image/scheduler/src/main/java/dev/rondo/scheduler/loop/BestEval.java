package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.Goal;
import dev.rondo.core.leaderboard.Objectives;
import java.util.Optional;

/**
 * A run's best evaluation after its start.
 *
 * @param step where
 * @param value of the objective
 */
record BestEval(long step, double value) {
  /** The better one; the earlier of two that are equal, and never a NaN. */
  static Optional<BestEval> better(Optional<BestEval> best, Goal goal, long step, double value) {
    boolean isBetter =
        best.map(known -> Objectives.isBetter(goal, value, known.value()))
            .orElse(!Double.isNaN(value));
    return isBetter ? Optional.of(new BestEval(step, value)) : best;
  }
}
