package dev.rondo.scheduler.metrics;

import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.gesture.GestureWord;
import dev.rondo.core.lifecycle.RunPhases;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The series of each run, from what its reports tell: they begin with the first and end when the
 * run is forgotten. One thread writes.
 */
final class RunSeries {
  private static final Set<String> GESTURES = Set.of(GestureWord.STOP, GestureWord.RESUME);

  /** A number of a report and the gauge that shows it; absent where the report has none. */
  private record Measure(Gauge gauge, Function<WorkerReport, Number> value) {}

  private final Labels common;
  private final PrometheusRegistry registry;
  private final List<Measure> measures;
  private final Gauge phase;
  private final Gauge slot;
  private final Counter checkpoints;
  private final Counter gestures;
  private final Counter restarts;
  private final Map<String, WorkerReport> last = new HashMap<>();

  RunSeries(PrometheusRegistry registry, Labels common) {
    this.registry = registry;
    this.common = common;
    this.measures =
        List.of(
            measure("loss", "Training loss.", metrics(RunMetrics::loss)),
            measure("eval_loss", "Newest evaluation loss.", metrics(RunMetrics::evalLoss)),
            measure("best_eval_loss", "Best evaluation loss.", metrics(RunMetrics::bestEvalLoss)),
            measure("objective", "What ranks the runs.", metrics(RunMetrics::objective)),
            measure("learning_rate", "Of the last step.", metrics(RunMetrics::learningRate)),
            measure("tokens_per_second", "While training.", metrics(RunMetrics::tokensPerSecond)),
            measure("step", "Optimizer steps done.", progress(Progress::step)),
            measure("steps", "Optimizer steps of the budget.", progress(Progress::totalSteps)),
            measure("chunk", "Chunks done.", progress(Progress::chunk)),
            measure("chunks", "Chunks of the budget.", progress(Progress::totalChunks)),
            measure("epoch", "Passes over the data.", progress(Progress::epoch)),
            measure("tokens", "Tokens consumed.", progress(Progress::tokens)));
    this.phase = gauge("phase", "1 for what the run does on this worker.", "run", "phase");
    this.slot = gauge("slot", "1 for the slot that the run trains on.", "run", "slot");
    this.checkpoints = counter("checkpoints", "Durable checkpoints written.", "run");
    this.gestures = counter("gestures", "Gestures acted on.", "run", "gesture");
    this.restarts = counter("restarts", "Trainers that ended under the run.", "run");
  }

  void told(String run, WorkerReport report) {
    Optional<WorkerReport> before = Optional.ofNullable(last.put(run, report));
    for (Measure measure : measures) {
      Number value = measure.value().apply(report);
      if (value == null) {
        measure.gauge().remove(run);
      } else {
        measure.gauge().labelValues(run).set(value.doubleValue());
      }
    }
    move(phase, run, before.map(WorkerReport::phase), Optional.ofNullable(report.phase()));
    move(slot, run, before.flatMap(RunSeries::slot), slot(report));
    if (before.isPresent()) {
      count(run, before.get(), report);
    } else {
      countFromZero(run);
    }
  }

  /** What never happens has a series too: a rate needs a start. */
  private void countFromZero(String run) {
    checkpoints.labelValues(run);
    restarts.labelValues(run);
    GESTURES.forEach(gesture -> gestures.labelValues(run, gesture));
  }

  private static Optional<String> slot(WorkerReport report) {
    return Optional.ofNullable(report.slot()).map(String::valueOf);
  }

  private static void move(Gauge gauge, String run, Optional<String> from, Optional<String> to) {
    if (!from.equals(to)) {
      from.ifPresent(value -> gauge.remove(run, value));
    }
    to.ifPresent(value -> gauge.labelValues(run, value).set(1));
  }

  private void count(String run, WorkerReport before, WorkerReport now) {
    if (now.checkpoint() != null && !Objects.equals(before.checkpoint(), now.checkpoint())) {
      checkpoints.labelValues(run).inc();
    }
    boolean wasStopped = before.phase().equals(RunPhases.STOPPED);
    if (now.phase().equals(RunPhases.STOPPED) && !wasStopped) {
      gestures.labelValues(run, GestureWord.STOP).inc();
    }
    if (wasStopped && !RunPhases.isSettled(now.phase())) {
      gestures.labelValues(run, GestureWord.RESUME).inc();
    }
  }

  void restarted(String run) {
    restarts.labelValues(run).inc();
  }

  void forgotten(String run) {
    Optional<WorkerReport> known = Optional.ofNullable(last.remove(run));
    measures.forEach(measure -> measure.gauge().remove(run));
    move(phase, run, known.map(WorkerReport::phase), Optional.empty());
    move(slot, run, known.flatMap(RunSeries::slot), Optional.empty());
    checkpoints.remove(run);
    restarts.remove(run);
    GESTURES.forEach(gesture -> gestures.remove(run, gesture));
  }

  private Measure measure(String name, String help, Function<WorkerReport, Number> value) {
    return new Measure(gauge(name, help, "run"), value);
  }

  private Gauge gauge(String name, String help, String... labels) {
    return Gauge.builder()
        .name("rondo_run_" + name)
        .help(help)
        .constLabels(common)
        .labelNames(labels)
        .register(registry);
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name("rondo_run_" + name)
        .help(help)
        .constLabels(common)
        .labelNames(labels)
        .register(registry);
  }

  private static Function<WorkerReport, Number> metrics(Function<RunMetrics, Number> value) {
    return report -> Optional.ofNullable(report.metrics()).map(value).orElse(null);
  }

  private static Function<WorkerReport, Number> progress(Function<Progress, Number> value) {
    return report -> Optional.ofNullable(report.progress()).map(value).orElse(null);
  }
}
