package dev.rondo.scheduler.loop;

import dev.rondo.protocol.v1.AwaitRewardsRequest;
import dev.rondo.protocol.v1.AwaitRewardsResponse;
import dev.rondo.protocol.v1.ExportRequest;
import dev.rondo.protocol.v1.RunTurn;
import dev.rondo.protocol.v1.SaveRequest;
import dev.rondo.protocol.v1.StopRequest;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TrainRequest;
import dev.rondo.protocol.v1.TrainerGrpc;
import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.scheduler.trainer.Trainer;
import dev.rondo.scheduler.trainer.TrainerCrash;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Has a trainer take a turn, and has what it says recorded. */
final class TurnJob {
  private static final int STOP_LIMIT_SECONDS = 10;

  private final TurnOrder order;
  private final int slot;
  private final Trainer trainer;
  private final Consumer<LoopEvent> events;
  private final TurnRecorder recorder;
  private Optional<TurnEnded> ended = Optional.empty();

  TurnJob(TurnOrder order, int slot, Trainer trainer, Consumer<LoopEvent> events) {
    this.order = order;
    this.slot = slot;
    this.trainer = trainer;
    this.events = events;
    this.recorder = new TurnRecorder(order);
  }

  /**
   * Takes the turn.
   *
   * @return that it is over
   * @throws TrainerCrash if the trainer ended under it
   * @throws IOException if a record, checkpoint or adapter could not be written; the trainer is
   *     free again then
   */
  LoopEvent.TurnOver take() throws TrainerCrash, IOException {
    try {
      Iterator<TrainEvent> heard = trainer.calls().train(request());
      while (heard.hasNext()) {
        TrainEvent event = heard.next();
        try {
          hear(event);
        } catch (IOException unrecorded) {
          stop(trainer, order.run());
          heard.forEachRemaining(_ -> {});
          if (event.hasSaved() && unrecorded instanceof NoSuchFileException gone) {
            return lostState(event.getSaved().getStep(), gone);
          }
          throw unrecorded;
        }
      }
    } catch (StatusRuntimeException failed) {
      throw trainer.crash(failed);
    }
    TurnEnded end =
        ended.orElseThrow(() -> new TrainerCrash("the trainer ended the turn without a word"));
    switch (end.getReason()) {
      case STATE_LOST, FAILED, DRAINING, AWAITING_REWARDS -> {}
      default -> export();
    }
    return new LoopEvent.TurnOver(order.run(), slot, end);
  }

  /** What was saved in memory is not there any more. */
  private LoopEvent.TurnOver lostState(long step, NoSuchFileException gone) {
    return new LoopEvent.TurnOver(
        order.run(),
        slot,
        TurnEnded.newBuilder()
            .setReason(TurnEnded.Reason.STATE_LOST)
            .setStep(step)
            .setMessage("its state of step %d is gone: %s".formatted(step, gone.getFile()))
            .build());
  }

  /** Ends a run's turn at its next step. Does not wait for it; any thread. */
  static void stop(Trainer trainer, String run) {
    // Its answer tells nothing: a dead trainer has stopped, and a turn's own call reports its end.
    var _ =
        TrainerGrpc.newFutureStub(trainer.calls().getChannel())
            .withDeadlineAfter(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)
            .stop(StopRequest.newBuilder().addRunIds(run).build());
  }

  /**
   * Waits until others have answered what the run's turn asked them.
   *
   * @return why there are no answers for now; empty: its turn may go on
   */
  static String awaitRewards(Trainer trainer, String run) {
    AwaitRewardsRequest request = AwaitRewardsRequest.newBuilder().setRunId(run).build();
    try {
      while (true) {
        AwaitRewardsResponse response = trainer.calls().awaitRewards(request);
        if (response.getAnswered() || !response.getUnavailable().isEmpty()) {
          return response.getUnavailable();
        }
      }
    } catch (StatusRuntimeException trainerIsGone) {
      return ""; // the next turn, on whichever trainer, asks anew
    }
  }

  /** Saves a run's state at its next step; its turn goes on. Does not wait for it; any thread. */
  static void save(Trainer trainer, String run) {
    var _ =
        TrainerGrpc.newFutureStub(trainer.calls().getChannel())
            .withDeadlineAfter(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)
            .save(SaveRequest.newBuilder().addRunIds(run).build());
  }

  private void hear(TrainEvent event) throws IOException {
    switch (event.getEventCase()) {
      case STEP -> events.accept(new LoopEvent.Stepped(order.run(), event.getStep()));
      case LOGGED -> events.accept(recorder.log(event.getLogged()));
      case EVALUATED -> events.accept(recorder.log(event.getEvaluated()));
      case SAVED -> recorder.checkpoint(event.getSaved()).ifPresent(events);
      case NOTICE ->
          events.accept(new LoopEvent.Noticed(order.run(), event.getNotice().getMessage()));
      case SAMPLED -> recorder.sample(event.getSampled());
      case TURN_ENDED -> ended = Optional.of(event.getTurnEnded());
      case EVENT_NOT_SET -> {}
    }
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

  private void export() throws TrainerCrash, IOException {
    try {
      events.accept(recorder.export(this::export));
    } catch (CrashedExport failed) {
      throw failed.crash;
    }
  }

  private void export(Path state, Path target) throws IOException {
    try {
      trainer
          .calls()
          .export(
              ExportRequest.newBuilder()
                  .setRunId(order.run())
                  .setStateFile(state.toString())
                  .setTargetDir(target.toString())
                  .build());
    } catch (StatusRuntimeException failed) {
      TrainerCrash crash = trainer.crash(failed);
      if (trainer.isAlive()) {
        throw new IOException(target + ": " + failed.getStatus().getDescription(), failed);
      }
      throw new CrashedExport(crash);
    }
  }

  /** The trainer ended while it exported. */
  private static final class CrashedExport extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient TrainerCrash crash;

    CrashedExport(TrainerCrash crash) {
      super(crash);
      this.crash = crash;
    }
  }
}
