package dev.rondo.operator.run;

import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.operator.metrics.OperatorMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run's way from one state to another.
 *
 * @param from the state it left
 * @param to the state it is in
 * @param in how long it was in the one it left, as its conditions tell
 */
record StateChange(String from, String to, Duration in) {
  static Optional<StateChange> between(RunStatus before, RunStatus after, Instant now) {
    if (before.state() == null || before.state().equals(after.state())) {
      return Optional.empty();
    }
    Duration in =
        Objects.requireNonNullElse(before.conditions(), List.<Condition>of()).stream()
            .map(Condition::lastTransitionTime)
            .map(Instant::parse)
            .max(Instant::compareTo)
            .map(since -> Duration.between(since, now))
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    return Optional.of(new StateChange(before.state(), after.state(), in));
  }

  void count(OperatorMetrics metrics) {
    metrics.moved(from, to, in);
  }
}
