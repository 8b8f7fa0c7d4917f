package dev.rondo.scheduler.loop;

import dev.rondo.protocol.v1.PrepareEvent;
import dev.rondo.protocol.v1.PrepareRequest;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.Problem;
import dev.rondo.protocol.v1.Progress;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.trainer.Trainer;
import dev.rondo.scheduler.trainer.TrainerCrash;
import dev.rondo.scheduler.trainer.TrainerSource;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One device: a trainer, opened when it is first needed and again after a crash. */
final class Slot implements AutoCloseable {
  private final int id;
  private final TrainerSource source;
  private final Consumer<LoopEvent> events;
  private final ExecutorService jobs;
  private final Map<RunConfig, Prepared> preparedHere = new HashMap<>();
  private volatile Trainer opened;
  private volatile boolean draining;
  private volatile boolean isPreparing;

  Slot(int id, TrainerSource source, Consumer<LoopEvent> events) {
    this.id = id;
    this.source = source;
    this.events = events;
    this.jobs = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("slot-" + id).factory());
  }

  int id() {
    return id;
  }

  /** Whether it can take a turn: not while its trainer is going, or none is there. Any thread. */
  boolean isAvailable() {
    Trainer trainer = opened;
    boolean isThere = trainer != null && trainer.isAlive();
    return isThere ? !draining : source.isAvailable();
  }

  /** Prepares a run, for its size and its problems. */
  void prepare(String run, RunConfig config) {
    isPreparing = true;
    jobs.execute(() -> {
      try {
        Trainer trainer = trainer();
        Prepared prepared = prepareHere(trainer, run, config);
        events.accept(new LoopEvent.WasPrepared(run, id, prepared));
      } catch (RefusedRun refused) {
        events.accept(new LoopEvent.WasRefused(run, id, refused.getMessage()));
      } catch (TrainerCrash crash) {
        forget();
        events.accept(new LoopEvent.Crashed(run, id, crash.getMessage()));
      } finally {
        isPreparing = false;
      }
    });
  }

  /** Takes a turn. */
  void train(TurnOrder order) {
    jobs.execute(() -> {
      try {
        Trainer trainer = trainer();
        prepareHere(trainer, order.run(), order.config());
        RunStates.bring(order.stateDir(), order.folder().checkpoints());
        LoopEvent.TurnOver over = new TurnJob(order, id, trainer, events).take();
        draining = over.ended().getReason() == TurnEnded.Reason.DRAINING;
        events.accept(over);
      } catch (RefusedRun refused) {
        events.accept(new LoopEvent.WasRefused(order.run(), id, refused.getMessage()));
      } catch (TrainerCrash crash) {
        forget();
        events.accept(new LoopEvent.Crashed(order.run(), id, crash.getMessage()));
      } catch (IOException failed) {
        events.accept(new LoopEvent.WasUnrecorded(order.run(), id, Reason.of(failed)));
      }
    });
  }

  /** Has a run prepared anew before its next turn: what it was prepared from has changed. */
  void prepareAnew(String run) {
    jobs.execute(() -> preparedHere.keySet().removeIf(config -> config.getRunId().equals(run)));
  }

  /** Ends the turn of a run at its next step. Any thread. */
  void stop(String run) {
    Trainer trainer = opened;
    if (trainer != null) {
      TurnJob.stop(trainer, run);
    }
  }

  /** Saves the state of a run at its next step; the turn goes on. Any thread. */
  void save(String run) {
    Trainer trainer = opened;
    if (trainer != null) {
      TurnJob.save(trainer, run);
    }
  }

  /** Waits for others' rewards of a run whose turn ended here; the slot is free meanwhile. */
  void awaitRewards(String run) {
    Trainer trainer = opened;
    Thread.ofVirtual()
        .name("awaiting-" + run)
        .start(() -> {
          String unavailable = trainer == null ? "" : TurnJob.awaitRewards(trainer, run);
          events.accept(new LoopEvent.RewardsSettled(run, id, unavailable));
        });
  }

  private Trainer trainer() throws TrainerCrash {
    if (opened != null && opened.isAlive()) {
      return opened;
    }
    forget();
    try {
      opened = source.open();
      draining = false;
      return opened;
    } catch (IOException failed) {
      throw new TrainerCrash("the trainer did not start: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TrainerCrash("interrupted while the trainer started");
    }
  }

  private Prepared prepareHere(Trainer trainer, String run, RunConfig config)
      throws TrainerCrash, RefusedRun {
    Prepared known = preparedHere.get(config);
    if (known != null) {
      return known;
    }
    try {
      Iterator<PrepareEvent> answers =
          trainer.calls().prepare(PrepareRequest.newBuilder().setRun(config).build());
      while (answers.hasNext()) {
        PrepareEvent answer = answers.next();
        switch (answer.getEventCase()) {
          case PREPARED -> preparedHere.put(config, answer.getPrepared());
          case REFUSED ->
              throw new RefusedRun(
                  answer.getRefused().getProblemsList().stream()
                      .map(Slot::text)
                      .collect(Collectors.joining("; ")));
          case PROGRESS -> events.accept(new LoopEvent.Progressed(run, text(answer.getProgress())));
          case EVENT_NOT_SET -> {}
        }
      }
      Prepared prepared = preparedHere.get(config);
      if (prepared == null) {
        throw new TrainerCrash("the trainer ended the preparation without a word");
      }
      return prepared;
    } catch (StatusRuntimeException failed) {
      // A socket closes before its process is known to have ended.
      boolean isGone = failed.getStatus().getCode() == Status.Code.UNAVAILABLE;
      if (!isGone && trainer.isAlive()) {
        throw new RefusedRun(String.valueOf(failed.getStatus().getDescription()));
      }
      throw trainer.crash(failed);
    }
  }

  private static String text(Progress progress) {
    return progress.getFraction() < 0
        ? progress.getMessage()
        : "%s, %d %%".formatted(progress.getMessage(), (int) (100 * progress.getFraction()));
  }

  private static String text(Problem problem) {
    return problem.getField().isEmpty()
        ? problem.getMessage()
        : problem.getField() + " " + problem.getMessage();
  }

  private void forget() {
    if (opened != null) {
      opened.kill();
      opened = null;
    }
    preparedHere.clear();
  }

  /** Ends the trainer after its turn; a preparation is not waited for. */
  @Override
  public void close() {
    Trainer trainer = opened;
    if (isPreparing && trainer != null) {
      trainer.kill();
    }
    jobs.execute(() -> {
      if (opened != null) {
        opened.close();
      }
    });
    jobs.shutdown();
    try {
      if (!jobs.awaitTermination(2, TimeUnit.MINUTES)) {
        forget();
      }
    } catch (InterruptedException interrupted) {
      forget();
      Thread.currentThread().interrupt();
    }
  }

  /** A run that the trainer will not train, with every reason. */
  private static final class RefusedRun extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedRun(String reasons) {
      super(reasons);
    }
  }
}
