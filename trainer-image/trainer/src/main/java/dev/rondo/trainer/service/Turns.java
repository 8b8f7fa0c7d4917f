package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.RunTurn;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TrainRequest;
import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.trainer.run.TurnRequest;
import dev.rondo.trainer.run.TurnRunner;
import dev.rondo.trainer.step.BaseModel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Takes turns on the torch thread, one at a time. */
final class Turns {
  private final TorchThread torch;
  private final ResidentModel models;
  private final Preparations preparations;
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final Set<String> stopping = ConcurrentHashMap.newKeySet();
  private final Set<String> saving = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  Turns(TorchThread torch, ResidentModel models, Preparations preparations) {
    this.torch = torch;
    this.models = models;
    this.preparations = preparations;
  }

  /**
   * Ends these runs' turn at their next step boundary; all runs', if none is named. A run without a
   * turn has stopped, and its next turn is another one.
   */
  void stop(Collection<String> runIds) {
    running.stream().filter(run -> runIds.isEmpty() || runIds.contains(run)).forEach(stopping::add);
  }

  /** Ends all turns as {@link #stop} does, and gives no more. */
  void drain() {
    draining = true;
    stop(List.of());
  }

  /** Saves these runs' states at their next step boundary; their turn goes on. */
  void save(Collection<String> runIds) {
    saving.addAll(runIds);
  }

  /** Trains a turn; each run's part ends with one {@code turn_ended}. */
  void train(TrainRequest request, Consumer<TrainEvent> events) throws Exception {
    List<String> ids = request.getRunsList().stream().map(RunTurn::getRunId).toList();
    Set<String> unended = new HashSet<>(ids);
    Consumer<TrainEvent> heard =
        event -> {
          if (event.hasTurnEnded()) {
            unended.remove(event.getRunId());
          }
          events.accept(draining ? drained(event) : event);
        };
    running.addAll(ids);
    if (draining) {
      stop(ids);
    }
    try {
      torch.call(() -> {
        trainNow(request, heard);
        return null;
      });
    } catch (RuntimeException failed) {
      // What libtorch throws; the process is as good as before.
      Set.copyOf(unended).forEach(id -> heard.accept(failure(id, failed)));
    } finally {
      ids.forEach(running::remove);
      ids.forEach(stopping::remove);
      ids.forEach(saving::remove);
    }
  }

  private void trainNow(TrainRequest request, Consumer<TrainEvent> events) throws Exception {
    List<TurnRequest> turns = request.getRunsList().stream().map(this::turn).toList();
    for (TurnRequest turn : turns) {
      Preparations.Entry entry = preparations.get(turn.session().runId());
      if (entry.session().awaitsReference()) {
        Path reference = entry.inputs().reference().orElse(entry.model());
        entry.session().askReference(models.of(entry.inputs().leaf(), reference), turn.stateDir());
      }
    }
    Preparations.Entry first = preparations.get(turns.getFirst().session().runId());
    BaseModel base = models.of(first.session().leaf(), first.model());
    new TurnRunner(base, stopping::contains, saving::remove, events).run(turns);
  }

  private TurnRequest turn(RunTurn turn) {
    Preparations.Entry entry = preparations.get(turn.getRunId());
    if (entry == null) {
      throw new IllegalStateException(
          "run %s was not prepared on this process".formatted(turn.getRunId()));
    }
    return new TurnRequest(
        entry.session(),
        Path.of(turn.getStateDir()),
        turn.getFromStep(),
        turn.getToStep(),
        turn.getEvalAtStart(),
        turn.getEvalAtEnd(),
        turn.getSaveEverySeconds());
  }

  private static TrainEvent drained(TrainEvent event) {
    return event.getTurnEnded().getReason() == TurnEnded.Reason.STOPPED
        ? event.toBuilder()
            .setTurnEnded(event.getTurnEnded().toBuilder().setReason(TurnEnded.Reason.DRAINING))
            .build()
        : event;
  }

  private static TrainEvent failure(String runId, RuntimeException failed) {
    return TrainEvent.newBuilder()
        .setRunId(runId)
        .setTurnEnded(
            TurnEnded.newBuilder()
                .setReason(TurnEnded.Reason.FAILED)
                .setMessage(String.valueOf(failed.getMessage())))
        .build();
  }
}
