package dev.rondo.cli.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis: values to places in the picture.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}
 * @param from a coordinate
 * @param to a coordinate
 */
record Axis(double low, double high, double from, double to) {
  /** Where a value lies; also outside of the axis. */
  double at(double value) {
    return high > low ? from + (value - low) / (high - low) * (to - from) : from;
  }

  /** Round values, about {@code count} of them. */
  List<Double> ticks(int count) {
    double raw = (high - low) / Math.max(1, count);
    if (!(raw > 0)) {
      return List.of(low);
    }
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step =
        List.of(1, 2, 5).stream()
            .mapToDouble(factor -> factor * power)
            .filter(candidate -> candidate >= raw * 0.999)
            .findFirst()
            .orElse(10 * power);
    List<Double> ticks = new ArrayList<>();
    for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }
}
