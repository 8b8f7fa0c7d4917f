package dev.rondo.trainer.run;

import dev.rondo.trainer.objective.Loss;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What was seen since the last training record; part of a saved state.
 *
 * @param loss sum of the steps' losses, added in float32 as Transformers does
 * @param steps optimizer steps
 * @param metrics by TRL's name, in the order they first came
 */
record LogWindow(float loss, int steps, SequencedMap<String, Mean> metrics) {
  static final LogWindow EMPTY = new LogWindow(0, 0, new LinkedHashMap<>());

  LogWindow {
    metrics =
        Collections.unmodifiableSequencedMap(metrics == null ? new LinkedHashMap<>() : metrics);
  }

  /**
   * TRL's mean of a metric: each value counts the same.
   *
   * @param sum of the values
   * @param count how many
   */
  record Mean(double sum, int count) {
    private static final Mean NONE = new Mean(0, 0);

    private Mean plus(double value) {
      return new Mean(sum + value, count + 1);
    }

    double mean() {
      return sum / count;
    }
  }

  LogWindow plusMicroBatch(Loss part) {
    return new LogWindow(loss + part.loss(), steps, with(part.metrics()));
  }

  /** With metrics that no micro-batch brought. */
  LogWindow plus(Map<String, Double> values) {
    return new LogWindow(loss, steps, with(values));
  }

  LogWindow plusStep() {
    return new LogWindow(loss, steps + 1, metrics);
  }

  double meanLoss() {
    return (double) loss / steps;
  }

  private SequencedMap<String, Mean> with(Map<String, Double> values) {
    SequencedMap<String, Mean> sums = new LinkedHashMap<>(metrics);
    values.forEach((name, value) -> sums.put(name, sums.getOrDefault(name, Mean.NONE).plus(value)));
    return sums;
  }
}
