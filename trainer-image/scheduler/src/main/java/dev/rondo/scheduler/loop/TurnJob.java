package dev.rondo.scheduler.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.v1.Evaluated;
import dev.rondo.protocol.v1.ExportRequest;
import dev.rondo.protocol.v1.Logged;
import dev.rondo.protocol.v1.RunTurn;
import dev.rondo.protocol.v1.Saved;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TrainRequest;
import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.scheduler.record.MetricsLog;
import dev.rondo.scheduler.state.Checkpoints;
import dev.rondo.scheduler.trainer.Trainer;
import dev.rondo.scheduler.trainer.TrainerCrash;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Has a trainer take a turn and makes what it says durable, in the order in which it says it: a
 * record is in the log before the state that goes on from it counts.
 */
final class TurnJob {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TurnOrder order;
  private final int slot;
  private final Trainer trainer;
  private final Consumer<LoopEvent> events;
  private final MetricsLog metrics;
  private final Checkpoints checkpoints;
  private Optional<BestEval> best;

  TurnJob(TurnOrder order, int slot, Trainer trainer, Consumer<LoopEvent> events) {
    this.order = order;
    this.slot = slot;
    this.trainer = trainer;
    this.events = events;
    this.metrics = order.folder().metrics();
    this.checkpoints = order.folder().checkpoints();
    this.best = order.best();
  }

  /**
   * Takes the turn.
   *
   * @return that it is over
   * @throws TrainerCrash if the trainer ended under it
   * @throws IOException if a record or checkpoint could not be written
   */
  LoopEvent.TurnOver take() throws TrainerCrash, IOException {
    Optional<TurnEnded> ended = Optional.empty();
    try {
      for (Iterator<TrainEvent> heard = trainer.calls().train(request()); heard.hasNext(); ) {
        TrainEvent event = heard.next();
        switch (event.getEventCase()) {
          case STEP -> events.accept(new LoopEvent.Stepped(order.run(), event.getStep()));
          case LOGGED -> log(event.getLogged());
          case EVALUATED -> log(event.getEvaluated());
          case SAVED -> checkpoint(event.getSaved());
          case NOTICE ->
              events.accept(new LoopEvent.Noticed(order.run(), event.getNotice().getMessage()));
          case TURN_ENDED -> ended = Optional.of(event.getTurnEnded());
          case EVENT_NOT_SET -> {}
        }
      }
      if (ended.stream().noneMatch(end -> end.getReason() == TurnEnded.Reason.DRAINING)) {
        export();
      }
    } catch (StatusRuntimeException failed) {
      throw trainer.crash(failed);
    }
    return new LoopEvent.TurnOver(
        order.run(),
        slot,
        ended.orElseThrow(() -> new TrainerCrash("the trainer ended the turn without a word")));
  }

  private TrainRequest request() {
    return TrainRequest.newBuilder()
        .addRuns(
            RunTurn.newBuilder()
                .setRunId(order.run())
                .setStateDir(order.stateDir().toString())
                .setFromStep(order.fromStep())
                .setToStep(order.toStep())
                .setEvalAtStart(order.evalAtStart())
                .setEvalAtEnd(true)
                .setSaveEverySeconds(order.saveEverySeconds()))
        .build();
  }

  private void log(Logged logged) throws IOException {
    metrics.append(
        "train",
        logged.getStep(),
        logged.getEpoch(),
        order.chunkOf(logged.getStep()),
        logged.getMetricsJson(),
        Instant.now());
    measured(logged.getStep(), logged.getMetricsJson());
    events.accept(new LoopEvent.WasLogged(order.run(), logged));
  }

  private void measured(long step, String record) throws IOException {
    JsonNode value = JSON.readTree(record).path(order.objective().metric());
    if (step > 0 && value.isNumber()) {
      best = BestEval.better(best, order.objective().goal(), step, value.asDouble());
    }
  }

  private void log(Evaluated evaluated) throws IOException {
    metrics.append(
        "eval",
        evaluated.getStep(),
        evaluated.getEpoch(),
        order.chunkOf(evaluated.getStep()),
        evaluated.getMetricsJson(),
        Instant.now());
    measured(evaluated.getStep(), evaluated.getMetricsJson());
    events.accept(new LoopEvent.WasEvaluated(order.run(), evaluated));
  }

  private void checkpoint(Saved saved) throws IOException {
    metrics.sync();
    Path generation = StateFile.generations(order.stateDir()).get(saved.getGeneration());
    events.accept(
        new LoopEvent.WasCheckpointed(order.run(), checkpoints.write(generation, saved.getStep())));
  }

  /** The newest adapter after every turn, a whole model only when it is final; the best beside. */
  private void export() throws IOException {
    Optional<Path> newest = checkpoints.newest();
    if (newest.isEmpty()) {
      return;
    }
    long step = checkpoints.steps().getFirst();
    boolean isFinal = step >= order.totalSteps();
    if (order.isAdapter()) {
      export(newest.get(), order.folder().adapter());
    } else if (isFinal) {
      export(newest.get(), order.folder().model());
    }
    Set<Long> pinned = best.stream().map(BestEval::step).collect(Collectors.toSet());
    boolean isNew = !best.equals(order.best());
    for (long bestStep : pinned) {
      Optional<Path> state = checkpoints.state(bestStep);
      if (state.isPresent() && (order.isAdapter() ? isNew : isFinal)) {
        export(state.get(), order.folder().best());
      }
    }
    checkpoints.retain(order.keep(), pinned);
  }

  private void export(Path state, Path target) {
    trainer
        .calls()
        .export(
            ExportRequest.newBuilder()
                .setRunId(order.run())
                .setStateFile(state.toString())
                .setTargetDir(target.toString())
                .build());
  }
}
