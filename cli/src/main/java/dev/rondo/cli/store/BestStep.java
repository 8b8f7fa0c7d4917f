package dev.rondo.cli.store;

import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.core.leaderboard.Objectives;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Where a run was best, by the rule that keeps its best checkpoint. */
public final class BestStep {
  private BestStep() {}

  /** The step; the earlier of two that are equal. Empty before the objective was measured. */
  public static OptionalLong of(RunHistory run, Objective objective) {
    List<MetricPoint> points =
        Stream.concat(run.train().stream(), run.eval().stream())
            .filter(point -> point.step() > 0)
            .sorted(Comparator.comparingLong(MetricPoint::step))
            .toList();
    OptionalLong step = OptionalLong.empty();
    double best = Double.NaN;
    for (MetricPoint point : points) {
      OptionalDouble value = point.value(objective.metric());
      if (value.isPresent()
          && !Double.isNaN(value.getAsDouble())
          && (step.isEmpty() || Objectives.isBetter(objective.goal(), value.getAsDouble(), best))) {
        best = value.getAsDouble();
        step = OptionalLong.of(point.step());
      }
    }
    return step;
  }
}
