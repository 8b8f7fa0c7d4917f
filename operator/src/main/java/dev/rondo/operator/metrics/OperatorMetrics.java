package dev.rondo.operator.metrics;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.core.placement.PlacementAction;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The operator's own metrics, of low cardinality: labels are states, gestures, results and reasons,
 * never names of runs.
 */
public final class OperatorMetrics {
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final MeterRegistry registry;

  /** Measures into this registry. */
  public OperatorMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * {@code rondo_runs}, by state.
   *
   * @param runs all that are watched, asked for when metrics are read
   */
  public void watch(Supplier<Stream<RunResource>> runs) {
    for (RunState state : RunState.values()) {
      Gauge.builder(
              "rondo.runs",
              () -> runs.get().filter(run -> RunState.of(run.getStatus()) == state).count())
          .description("Runs by state.")
          .tag("state", state.word())
          .register(registry);
    }
  }

  /** {@code rondo_gestures_total} and {@code rondo_gesture_latency_seconds}: one answer. */
  public void answered(ControlEntry entry) {
    registry
        .counter("rondo.gestures", "gesture", entry.gesture(), "result", entry.result())
        .increment();
    if (entry.actedTime() != null && entry.time() != null) {
      timer("rondo.gesture.latency", "From a gesture's record to its effect.")
          .tag("gesture", entry.gesture())
          .register(registry)
          .record(Duration.between(Instant.parse(entry.time()), Instant.parse(entry.actedTime())));
    }
  }

  /** {@code rondo_placements_total}: a run was bound to a worker. */
  public void placed(PlacementAction.Why why) {
    registry.counter("rondo.placements", "reason", why.name().toLowerCase(Locale.ROOT)).increment();
  }

  /**
   * {@code rondo_run_transitions_total} and {@code rondo_run_state_seconds}: a run left a state.
   *
   * @param in how long it was in it
   */
  public void moved(String from, String to, Duration in) {
    registry.counter("rondo.run.transitions", "from", from, "to", to).increment();
    timer("rondo.run.state", "How long runs were in a state that they left.")
        .tag("state", from)
        .register(registry)
        .record(in);
  }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .publishPercentileHistogram()
        .minimumExpectedValue(SHORTEST)
        .maximumExpectedValue(LONGEST);
  }
}
