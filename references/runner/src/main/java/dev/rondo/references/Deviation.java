package dev.rondo.references;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.trainer.config.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** How far a run is from the recorded one. What is missing or not a number is infinitely far. */
final class Deviation {
  private static final Set<String> JUDGED_BY_NAME =
      Set.of("loss", "grad_norm", "learning_rate", "eval_loss");

  private final Map<Measure, Double> worst = new EnumMap<>(Measure.class);

  private Deviation() {}

  /** Compares what a run left in its folder with the case. */
  static Deviation of(ReferenceCase recorded, Path run) throws IOException, RefusedException {
    Deviation deviation = new Deviation();
    Metrics metrics = Metrics.read(run.resolve("metrics.jsonl"));
    JsonNode steps = recorded.trajectory().path("steps");
    double sum = 0;
    for (JsonNode step : steps) {
      sum += deviation.addStep(step.path("logged"), metrics.train());
    }
    deviation.add(Measure.MEAN_LOSS, sum / Math.max(1, steps.size()));
    for (JsonNode theirs : recorded.trajectory().path("evals")) {
      JsonNode ours = metrics.eval().get(theirs.path("step").asInt());
      deviation.add(Measure.EVAL_LOSS, apart(theirs, ours, "eval_loss"));
      deviation.addOthers(theirs, ours);
    }
    // Some cases were recorded without what they end with.
    if (Files.exists(recorded.finalTensors())) {
      WeightDistance distance = WeightDistance.of(recorded, recorded.outputOf(run));
      deviation.add(Measure.WEIGHTS, distance.largest());
      deviation.add(Measure.UPDATE, distance.relativeToUpdate());
    }
    return deviation;
  }

  /** Empty for what the case has nothing of, such as evals. */
  OptionalDouble worst(Measure measure) {
    Double value = worst.get(measure);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Returns the difference of the losses. */
  private double addStep(JsonNode theirs, Map<Integer, JsonNode> train) {
    int step = theirs.path("step").asInt();
    JsonNode ours = train.get(step);
    double loss = apart(theirs, ours, "loss");
    double norm = apart(theirs, ours, "grad_norm");
    if (norm > 0) {
      norm /= theirs.path("grad_norm").asDouble();
    }
    add(Measure.LOSS, loss);
    add(Measure.GRAD_NORM, norm);
    if (step == 1) {
      add(Measure.FIRST_GRAD_NORM, norm);
    }
    add(Measure.LEARNING_RATE, apart(theirs, ours, "learning_rate"));
    addOthers(theirs, ours);
    return loss;
  }

  private void addOthers(JsonNode theirs, JsonNode ours) {
    for (Iterator<String> names = theirs.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!JUDGED_BY_NAME.contains(name) && !isOfTime(name)) {
        double size = 1 + Math.abs(theirs.path(name).asDouble());
        add(Measure.METRIC, apart(theirs, ours, name) / size);
      }
    }
  }

  /** How long it took is no reference. */
  private static boolean isOfTime(String name) {
    return name.endsWith("_runtime") || name.endsWith("_per_second");
  }

  private void add(Measure measure, double value) {
    worst.merge(measure, Double.isNaN(value) ? Double.POSITIVE_INFINITY : value, Math::max);
  }

  private static double apart(JsonNode theirs, JsonNode ours, String name) {
    // What is no number, as the mean of nothing, is written as null.
    if (theirs.path(name).isNull() && ours != null && ours.path(name).isNull()) {
      return 0;
    }
    if (ours == null || !ours.path(name).isNumber()) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.abs(theirs.path(name).asDouble() - ours.path(name).asDouble());
  }
}
