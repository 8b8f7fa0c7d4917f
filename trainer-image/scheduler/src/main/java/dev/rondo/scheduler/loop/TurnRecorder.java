package dev.rondo.scheduler.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.core.clone.CheckpointPins;
import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.v1.Evaluated;
import dev.rondo.protocol.v1.Logged;
import dev.rondo.protocol.v1.Sampled;
import dev.rondo.protocol.v1.Saved;
import dev.rondo.scheduler.record.MetricsLog;
import dev.rondo.scheduler.state.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes durable what a trainer says in a turn, in the order in which it says it: a record is in the
 * log before the state that goes on from it counts.
 */
final class TurnRecorder {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes a saved state as an adapter or model that people take away. */
  interface Exporter {
    /** Writes it aside and puts it in the target's place. */
    void export(Path state, Path target) throws IOException;
  }

  private final TurnOrder order;
  private final MetricsLog metrics;
  private final Checkpoints checkpoints;
  private Optional<BestEval> best;

  TurnRecorder(TurnOrder order) {
    this.order = order;
    this.metrics = order.folder().metrics();
    this.checkpoints = order.folder().checkpoints();
    this.best = order.best();
  }

  LoopEvent.WasLogged log(Logged logged) throws IOException {
    append("train", logged.getStep(), logged.getEpoch(), logged.getMetricsJson());
    return new LoopEvent.WasLogged(order.run(), logged);
  }

  LoopEvent.WasEvaluated log(Evaluated evaluated) throws IOException {
    if (evaluated.getStep() == order.fromStep() && isRecorded(evaluated.getStep())) {
      return new LoopEvent.WasEvaluated(order.run(), evaluated);
    }
    append("eval", evaluated.getStep(), evaluated.getEpoch(), evaluated.getMetricsJson());
    return new LoopEvent.WasEvaluated(order.run(), evaluated);
  }

  /** Of an evaluation at a turn's start: a turn that was lost may have recorded it already. */
  private boolean isRecorded(long step) throws IOException {
    return metrics.records().stream()
        .anyMatch(record ->
            record.path("split").asText().equals("eval") && record.path("step").asLong() == step);
  }

  private void append(String split, long step, double epoch, String record) throws IOException {
    metrics.append(split, step, epoch, order.chunkOf(step), record, Instant.now());
    JsonNode value = JSON.readTree(record).path(order.objective().metric());
    if (step > 0 && value.isNumber()) {
      best = BestEval.better(best, order.objective().goal(), step, value.asDouble());
    }
  }

  /** A few completions of the turn, or of an evaluation. */
  void sample(Sampled sampled) throws IOException {
    for (String completion : sampled.getCompletionJsonList()) {
      order
          .folder()
          .completions()
          .append(
              sampled.getSplit().isEmpty() ? "train" : sampled.getSplit(),
              sampled.getStep(),
              sampled.getEpoch(),
              order.chunkOf(sampled.getStep()),
              completion,
              Instant.now());
    }
  }

  /** Empty when the trainer has saved a newer state meanwhile. */
  Optional<LoopEvent> checkpoint(Saved saved) throws IOException {
    metrics.sync();
    Path generation = StateFile.generations(order.stateDir()).get(saved.getGeneration());
    return checkpoints
        .write(generation, saved.getStep())
        .map(written -> new LoopEvent.WasCheckpointed(order.run(), written));
  }

  /**
   * The newest adapter after every turn, a whole model only when it is final; the best beside.
   *
   * @return which checkpoints are kept
   */
  LoopEvent.WereRetained export(Exporter exporter) throws IOException {
    Optional<Path> newest = checkpoints.newest();
    if (newest.isEmpty()) {
      return new LoopEvent.WereRetained(order.run(), List.of());
    }
    boolean isFinal = checkpoints.steps().getFirst() >= order.totalSteps();
    if (order.isAdapter()) {
      exporter.export(newest.get(), order.folder().adapter());
    } else if (isFinal) {
      exporter.export(newest.get(), order.folder().model());
    }
    Set<Long> bestStep = best.stream().map(BestEval::step).collect(Collectors.toSet());
    boolean isNew = !best.equals(order.best());
    for (long step : bestStep) {
      Optional<Path> state = checkpoints.state(step);
      if (state.isPresent() && (isFinal || (order.isAdapter() && isNew))) {
        exporter.export(state.get(), order.folder().best());
      }
    }
    CheckpointPins pins = order.pins().get();
    checkpoints.retain(order.keep(), step -> bestStep.contains(step) || pins.holds(step));
    return new LoopEvent.WereRetained(order.run(), checkpoints.steps());
  }
}
