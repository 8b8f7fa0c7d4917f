package dev.rondo.cli.plot;

import dev.rondo.cli.store.MetricPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Leaves out lines of a long run that a picture could not show, keeping peaks and gaps. */
final class Thinning {
  private Thinning() {}

  /**
   * At most about {@code limit} lines: of each stretch the lowest and highest by a metric and what
   * is not a number; the first and last always.
   */
  static List<MetricPoint> thin(List<MetricPoint> points, String metric, int limit) {
    if (points.size() <= limit) {
      return points;
    }
    TreeSet<Integer> kept = new TreeSet<>(List.of(0, points.size() - 1));
    int stretches = Math.max(1, limit / 2);
    for (int s = 0; s < stretches; s++) {
      int from = (int) ((long) s * points.size() / stretches);
      int to = (int) ((long) (s + 1) * points.size() / stretches);
      int lowest = from;
      int highest = from;
      for (int i = from; i < to; i++) {
        double value = points.get(i).value(metric).orElse(0);
        if (!Double.isFinite(value)) {
          kept.add(i);
          break;
        }
        lowest = value < points.get(lowest).value(metric).orElse(0) ? i : lowest;
        highest = value > points.get(highest).value(metric).orElse(0) ? i : highest;
      }
      kept.add(lowest);
      kept.add(highest);
    }
    List<MetricPoint> thinned = new ArrayList<>(kept.size());
    kept.forEach(i -> thinned.add(points.get(i)));
    return thinned;
  }
}
