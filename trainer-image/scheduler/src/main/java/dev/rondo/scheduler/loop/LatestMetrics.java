package dev.rondo.scheduler.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.protocol.v1.StepDone;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The newest numbers of a run, and its best evaluation. Belongs to the loop's thread. */
final class LatestMetrics {
  private static final String EVAL_LOSS = "eval_loss";

  /** A float's worth of digits, without what a double adds to them. */
  private static final MathContext SHOWN = new MathContext(6);

  private final Objective objective;
  private final String portable;
  private Optional<BestEval> best = Optional.empty();
  private boolean isEvaluated;
  private Double loss;
  private Double learningRate;
  private Double evalLoss;
  private Double bestEvalLoss;
  private String evalKey;
  private long newTokens;
  private double secondsOnThem;
  private Double objectiveValue;
  private Long objectiveStep;
  private Double comparable;
  private final SortedMap<Long, Double> measurements = new TreeMap<>();

  /**
   * Of a run without records.
   *
   * @param objective the experiment's
   * @param portable the trainer's metric that compares across keys
   */
  LatestMetrics(Objective objective, Objective portable) {
    this.objective = objective;
    this.portable = portable.metric();
  }

  /** After its start, by the objective. */
  Optional<BestEval> best() {
    return best;
  }

  boolean isEvaluated() {
    return isEvaluated;
  }

  /** Every value of the objective, by its step. */
  SortedMap<Long, Double> measurements() {
    return measurements;
  }

  Optional<String> evalKey() {
    return Optional.ofNullable(evalKey);
  }

  /** A key that is not repeated with every record, such as the one an earlier process told. */
  void evalKey(String key) {
    evalKey = key;
  }

  /** A step that brings no tokens, as most of a GRPO round do, works on those before. */
  void stepped(StepDone done, long tokensBefore) {
    loss = done.getLoss();
    if (done.getTokens() > tokensBefore) {
      newTokens = done.getTokens() - tokensBefore;
      secondsOnThem = 0;
    }
    secondsOnThem += done.getSeconds();
  }

  /** A record of the training loss. */
  void logged(JsonNode record) {
    loss = number(record, "loss", loss);
    learningRate = number(record, "learning_rate", learningRate);
    measured(record);
  }

  /** A record of an evaluation. */
  void evaluated(JsonNode record) {
    isEvaluated = true;
    evalLoss = number(record, EVAL_LOSS, evalLoss);
    boolean isTrained = record.path("step").asLong() > 0;
    if (isTrained && evalLoss != null && (bestEvalLoss == null || evalLoss < bestEvalLoss)) {
      bestEvalLoss = evalLoss;
    }
    measured(record);
  }

  private void measured(JsonNode record) {
    comparable = number(record, portable, comparable);
    JsonNode value = record.path(objective.metric());
    if (!value.isNumber()) {
      return;
    }
    objectiveValue = value.asDouble();
    objectiveStep = record.path("step").asLong();
    measurements.put(objectiveStep, objectiveValue);
    if (objectiveStep > 0) {
      best = BestEval.better(best, objective.goal(), objectiveStep, objectiveValue);
    }
  }

  /** {@code status.worker.metrics}, for people to read; the records keep every digit. */
  RunMetrics report() {
    return new RunMetrics(
        shown(loss),
        shown(evalLoss),
        shown(bestEvalLoss),
        evalKey,
        shown(learningRate),
        newTokens > 0 && secondsOnThem > 0 ? shown(newTokens / secondsOnThem) : null,
        shown(objectiveValue),
        objectiveStep,
        shown(comparable));
  }

  private static Double shown(Double value) {
    return value == null || !Double.isFinite(value)
        ? value
        : Double.valueOf(BigDecimal.valueOf(value).round(SHOWN).doubleValue());
  }

  private static Double number(JsonNode record, String name, Double otherwise) {
    return record.path(name).isNumber() ? Double.valueOf(record.path(name).asDouble()) : otherwise;
  }
}
