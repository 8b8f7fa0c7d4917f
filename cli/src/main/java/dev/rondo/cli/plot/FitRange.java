package dev.rondo.cli.plot;

import dev.rondo.api.v1alpha1.Goal;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.cli.store.MetricPoint;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * The values that a chart shows when it is to fit the good runs, so that one diverging run does not
 * flatten the others: from the best value to a little beyond the worst value of the better half of
 * the runs.
 *
 * @param low lowest value shown
 * @param high highest value shown
 */
record FitRange(double low, double high) {
  private static final double BEYOND = 0.3;
  private static final Pattern HIGHER_IS_BETTER =
      Pattern.compile("accurac|reward|margin|logps|chosen|exact_match|rouge|bleu|chrf");

  private record Span(double low, double high) {}

  /** Whether larger values of a metric are good news. */
  static boolean higherIsBetter(String metric, Objective objective) {
    return metric.equals(objective.metric())
        ? objective.goal() == Goal.Maximize
        : HIGHER_IS_BETTER.matcher(metric).find();
  }

  /** The range of a metric over the curves of several runs; 0 to 1 where there is no value. */
  static FitRange of(List<List<MetricPoint>> curves, String metric, boolean higherIsBetter) {
    List<Span> spans =
        curves.stream()
            .map(curve -> finite(curve, metric))
            .filter(values -> values.length > 0)
            .map(FitRange::span)
            .toList();
    if (spans.isEmpty()) {
      return new FitRange(0, 1);
    }
    double low = spans.stream().mapToDouble(Span::low).min().orElseThrow();
    double high = spans.stream().mapToDouble(Span::high).max().orElseThrow();
    int middle = (spans.size() - 1) / 2;
    if (higherIsBetter) {
      double usual =
          spans.stream()
              .mapToDouble(span -> -span.low())
              .sorted()
              .skip(middle)
              .findFirst()
              .getAsDouble();
      return new FitRange(Math.max(low, -usual - BEYOND * (high + usual)), high);
    }
    double usual =
        spans.stream().mapToDouble(Span::high).sorted().skip(middle).findFirst().getAsDouble();
    return new FitRange(low, Math.min(high, usual + BEYOND * (usual - low)));
  }

  /** The range with room at both ends. */
  FitRange padded() {
    double pad = high > low ? 0.05 * (high - low) : Math.max(0.5, 0.05 * Math.abs(high));
    return new FitRange(low - pad, high + pad);
  }

  private static double[] finite(List<MetricPoint> curve, String metric) {
    return curve.stream()
        .map(point -> point.value(metric))
        .flatMapToDouble(OptionalDouble::stream)
        .filter(Double::isFinite)
        .toArray();
  }

  private static Span span(double[] values) {
    double low = values[0];
    double high = values[0];
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new Span(low, high);
  }
}
