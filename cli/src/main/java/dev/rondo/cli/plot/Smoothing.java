package dev.rondo.cli.plot;

import dev.rondo.cli.store.MetricPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Exponential smoothing without a bias to zero, as the page's script does it. */
final class Smoothing {
  private Smoothing() {}

  /**
   * The curve with one metric smoothed; what is not a number passes through.
   *
   * @param weight of what was before, 0 to 1
   */
  static List<MetricPoint> of(List<MetricPoint> points, String metric, double weight) {
    List<MetricPoint> smooth = new ArrayList<>(points.size());
    double sum = 0;
    double norm = 0;
    for (MetricPoint point : points) {
      double value = point.value(metric).orElse(Double.NaN);
      if (!Double.isFinite(value)) {
        smooth.add(point);
        continue;
      }
      sum = sum * weight + value * (1 - weight);
      norm = norm * weight + (1 - weight);
      Map<String, Double> values = new HashMap<>(point.values());
      values.put(metric, sum / norm);
      smooth.add(
          new MetricPoint(
              point.split(), point.step(), point.epoch(), point.chunk(), point.time(), values));
    }
    return smooth;
  }
}
