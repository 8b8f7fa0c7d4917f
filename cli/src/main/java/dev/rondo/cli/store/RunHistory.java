package dev.rondo.cli.store;

import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.lifecycle.RunState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A run and the numbers it left.
 *
 * @param run the object, spec and status
 * @param train training lines, in step order
 * @param eval evaluation lines, in step order; the first is the baseline at step 0
 */
public record RunHistory(Run run, List<MetricPoint> train, List<MetricPoint> eval) {
  /** Keeps its own copies. */
  public RunHistory {
    train = List.copyOf(train);
    eval = List.copyOf(eval);
  }

  /** The run's name. */
  public String name() {
    return run.metadata().getName();
  }

  /** Where it is in its life. */
  public RunState state() {
    return RunState.of(run.status());
  }

  /** Whether that is its state. */
  public boolean is(RunState state) {
    return state() == state;
  }

  /** The chunk scheduler's report, once there is one. */
  public Optional<WorkerReport> report() {
    return Optional.ofNullable(run.status()).map(RunStatus::worker);
  }

  /** How far the run is by its report. */
  public Optional<Progress> progress() {
    return report().map(WorkerReport::progress);
  }

  /** Optimizer steps done: what was reported or logged, whichever is further. */
  public long step() {
    long logged = train.isEmpty() ? 0 : train.getLast().step();
    return Math.max(logged, progress().map(Progress::step).orElse(0L));
  }

  /** Steps of the whole budget; empty until the data is prepared. */
  public Optional<Long> totalSteps() {
    return progress().map(Progress::totalSteps).filter(total -> total > 0);
  }

  /** What its evaluations compare within. */
  public Optional<String> evalKey() {
    return report().map(WorkerReport::metrics).map(RunMetrics::evalKey);
  }

  /** The newest line with a metric: of the evaluations, else of training. */
  public Optional<MetricPoint> newest(String metric) {
    return Stream.concat(eval.reversed().stream(), train.reversed().stream())
        .filter(point -> point.value(metric).isPresent())
        .findFirst();
  }

  /** An evaluation metric at step 0: the base model, or the adapter the run started from. */
  public OptionalDouble baseline(String metric) {
    return eval.isEmpty() || eval.getFirst().step() != 0
        ? OptionalDouble.empty()
        : eval.getFirst().value(metric);
  }

  /** The newest value of a training metric. */
  public OptionalDouble newestTrain(String metric) {
    return train.reversed().stream()
        .map(point -> point.value(metric))
        .filter(OptionalDouble::isPresent)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }
}
