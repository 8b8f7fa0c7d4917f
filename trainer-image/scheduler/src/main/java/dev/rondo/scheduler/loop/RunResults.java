package dev.rondo.scheduler.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.EvaluationPoint;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.TrainerKind;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.chunk.ChunkPlan;
import dev.rondo.core.leaderboard.Comparability;
import dev.rondo.core.stopping.Contenders;
import dev.rondo.protocol.v1.Evaluated;
import dev.rondo.protocol.v1.Logged;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.StepDone;
import dev.rondo.scheduler.store.RunFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has come of a run so far: its size as it was prepared, how far it is, its numbers and its
 * checkpoints. Belongs to the loop's thread.
 */
final class RunResults {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunSpec spec;
  private final Objective objective;
  private final Optional<WorkerReport> before;
  private final KeptCheckpoints checkpoints = new KeptCheckpoints();
  private LatestMetrics metrics;
  private Optional<Prepared> prepared = Optional.empty();
  private Place place = Place.START;
  private String engine = "";

  /**
   * None yet.
   *
   * @param spec of the run; what is read of it never changes
   * @param before what an earlier process published of the run and nothing else tells
   */
  RunResults(RunSpec spec, Objective objective, Optional<WorkerReport> before) {
    this.spec = spec;
    this.objective = objective;
    this.before = before;
    this.metrics = noMetrics();
  }

  private LatestMetrics noMetrics() {
    return new LatestMetrics(objective, Comparability.usual(TrainerKind.orDefault(spec.trainer())));
  }

  Optional<Prepared> prepared() {
    return prepared;
  }

  /** Takes in its size; the numerics fingerprint that it began with stays its own. */
  void prepared(Prepared details) {
    prepared = Optional.of(details);
    engine = engine.isEmpty() ? details.getFingerprint() : engine;
    place = place.at(Math.max(step(), details.getFirstStep()));
  }

  /** Takes up what its metrics tell, after its state was restored. */
  void restoredAt(Optional<Long> step, RunFolder folder) throws IOException {
    place = place.at(step.orElse(firstStep()));
    metrics = noMetrics();
    before.ifPresent(this::restoredFrom);
    for (JsonNode line : folder.metrics().records()) {
      place = place.told(line);
      if (line.path("split").asText().equals("eval")) {
        metrics.evaluated(line);
      } else {
        metrics.logged(line);
      }
    }
  }

  private void restoredFrom(WorkerReport report) {
    Optional.ofNullable(report.checkpoints()).ifPresent(checkpoints::told);
    Optional.ofNullable(report.checkpoint()).map(List::of).ifPresent(checkpoints::told);
    engine = report.engine() == null ? engine : report.engine();
    Optional.ofNullable(report.progress())
        .map(Progress::rows)
        .ifPresent(rows -> place = place.rows(rows));
    if (report.metrics() != null) {
      metrics.evalKey(report.metrics().evalKey());
    }
  }

  void stepped(StepDone done) {
    metrics.stepped(done, place.tokens());
    place = Place.after(done);
  }

  void logged(Logged logged) {
    metrics.logged(json(logged.getMetricsJson(), logged.getStep()));
  }

  void evaluated(Evaluated evaluated) {
    metrics.evalKey(evaluated.getEvalKey());
    metrics.evaluated(json(evaluated.getMetricsJson(), evaluated.getStep()));
  }

  /** Whether there is an evaluation of it, if only of the base model. */
  boolean isEvaluated() {
    return metrics.isEvaluated();
  }

  Optional<BestEval> best() {
    return metrics.best();
  }

  /** Its durable checkpoints, as its status tells them. */
  KeptCheckpoints checkpoints() {
    return checkpoints;
  }

  /** Optimizer steps done. */
  long step() {
    return place.step();
  }

  /** Whether it has no step of its own. */
  boolean isAtStart() {
    return step() == firstStep();
  }

  private long firstStep() {
    return prepared.map(Prepared::getFirstStep).orElse(0L);
  }

  boolean isAtEnd() {
    return step() >= prepared.orElseThrow().getTotalSteps();
  }

  ChunkPlan plan() {
    Prepared size = prepared.orElseThrow();
    return new ChunkPlan(
        size.getStepsPerEpoch(),
        size.getTotalSteps(),
        spec.chunks(),
        size.getFirstStep(),
        size.getEpochOrigin());
  }

  /** The step at which its next turn ends; at the budget's end a turn only finishes the run. */
  long endOfTurn() {
    return isAtEnd() ? step() : plan().endOfChunkFrom(step());
  }

  /** Data consumed since its own start, in chunks. */
  double consumed() {
    return plan().consumed(step());
  }

  /**
   * {@code status.worker}.
   *
   * @param phase what the run does
   * @param slot null: none
   * @param message null: nothing to tell
   * @param heard ids of the requests for a checkpoint that it keeps all of its checkpoints for
   */
  WorkerReport report(Long epoch, Phase phase, Integer slot, String message, List<String> heard) {
    List<CheckpointRef> durable = checkpoints.all();
    return new WorkerReport(
        epoch,
        phase.word(),
        slot,
        prepared
            .map(_ -> PreparedReport.progress(plan(), place))
            .or(() ->
                before.map(WorkerReport::progress).map(it -> PreparedReport.progress(it, place)))
            .orElse(null),
        metrics.report(),
        checkpoints.newest().orElse(null),
        engine.isEmpty() ? null : engine,
        message,
        prepared
            .map(PreparedReport::inputs)
            .orElseGet(() -> before.map(WorkerReport::inputs).orElse(null)),
        prepared.map(PreparedReport::warnings).orElse(null),
        durable.isEmpty() ? null : durable,
        prepared
            .map(_ -> evaluations())
            .or(() -> before.map(WorkerReport::evaluations))
            .filter(points -> !points.isEmpty())
            .orElse(null),
        heard.isEmpty() ? null : heard);
  }

  private List<EvaluationPoint> evaluations() {
    SortedMap<Double, Double> values = new TreeMap<>();
    metrics.measurements().forEach((at, value) -> values.put(plan().consumed(at), value));
    return Contenders.told(values);
  }

  private static JsonNode json(String text, long step) {
    try {
      return JSON.readTree(text) instanceof ObjectNode record
          ? record.put("step", step)
          : JSON.missingNode();
    } catch (JsonProcessingException malformed) {
      return JSON.missingNode();
    }
  }
}
