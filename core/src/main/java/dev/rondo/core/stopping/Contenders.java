package dev.rondo.core.stopping;

import dev.rondo.api.v1alpha1.EvaluationPoint;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.leaderboard.Comparability;
import dev.rondo.core.lifecycle.RuleStop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Runs as stopping rules see them, from what their workers tell. */
public final class Contenders {
  /** A report tells so many evaluations at most. */
  private static final int BOUND = 256;

  private Contenders() {}

  /**
   * A run as rules see it; empty for a warm clone, which has seen other data than those that began
   * at the start: no place of it compares.
   *
   * @param report what its worker tells of it; null: nothing yet
   * @param isLive whether it goes on by itself
   * @param comparability between which runs the objective's values compare
   */
  public static Optional<Contender> of(
      Run run, WorkerReport report, boolean isLive, Comparability comparability) {
    String metric = comparability.objective().metric();
    if (SourceCondition.isWarmClone(run)) {
      return Optional.empty();
    }
    Optional<WorkerReport> told = Optional.ofNullable(report);
    return Optional.of(
        new Contender(
            run.metadata().getName(),
            told.map(WorkerReport::metrics)
                .map(RunMetrics::evalKey)
                .map(key -> comparability.group(metric, key)),
            told.map(WorkerReport::evaluations).orElse(List.of()).stream()
                .map(Contenders::evaluation)
                .toList(),
            isLive,
            RuleStop.settledRungs(
                Optional.ofNullable(run.status()).map(RunStatus::control).orElse(List.of()))));
  }

  /**
   * Whether a run has used up its budget, if its state does not say so yet: there is nothing left
   * to stop.
   *
   * @param report what its worker tells of it; null: nothing yet
   */
  public static boolean isAtEnd(WorkerReport report) {
    Optional<Progress> progress = Optional.ofNullable(report).map(WorkerReport::progress);
    return progress.map(Progress::step).orElse(0L)
        >= progress.map(Progress::totalSteps).orElse(Long.MAX_VALUE);
  }

  private static Evaluation evaluation(EvaluationPoint point) {
    return new Evaluation(point.chunks(), point.value() == null ? Double.NaN : point.value());
  }

  /**
   * {@code status.worker.evaluations}: of many, only every second, fourth, ... counted from the
   * newest, so that runs with the same evaluations are told alike.
   *
   * @param values of the objective by the data consumed until then, in chunks
   */
  public static List<EvaluationPoint> told(SortedMap<Double, Double> values) {
    List<EvaluationPoint> points = new ArrayList<>();
    for (Map.Entry<Double, Double> at : values.entrySet()) {
      Double value = at.getValue();
      points.add(new EvaluationPoint(at.getKey(), Double.isFinite(value) ? value : null));
    }
    while (points.size() > BOUND) {
      List<EvaluationPoint> half = new ArrayList<>();
      for (int i = (points.size() - 1) % 2; i < points.size(); i += 2) {
        half.add(points.get(i));
      }
      points = half;
    }
    return List.copyOf(points);
  }
}
