package dev.rondo.scheduler.loop;

import dev.rondo.protocol.v1.PrepareEvent;
import dev.rondo.protocol.v1.PrepareRequest;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.Problem;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.protocol.v1.StopRequest;
import dev.rondo.scheduler.trainer.TrainerCommand;
import dev.rondo.scheduler.trainer.TrainerCrash;
import dev.rondo.scheduler.trainer.TrainerProcess;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One device: a trainer process, started when it is first needed and again after a crash. */
final class Slot implements AutoCloseable {
  private final int id;
  private final TrainerCommand command;
  private final Path socket;
  private final Path log;
  private final Consumer<LoopEvent> events;
  private final ExecutorService jobs;
  private final Map<String, Prepared> preparedHere = new HashMap<>();
  private volatile TrainerProcess process;

  Slot(int id, TrainerCommand command, Path sockets, Path scratch, Consumer<LoopEvent> events) {
    this.id = id;
    this.command = command;
    this.socket = sockets.resolve("trainer-%d.sock".formatted(id));
    this.log = scratch.resolve("trainer-%d.log".formatted(id));
    this.events = events;
    this.jobs = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("slot-" + id).factory());
  }

  int id() {
    return id;
  }

  /** Prepares a run, for its size and its problems. */
  void prepare(String run, RunConfig config) {
    jobs.execute(() -> {
      try {
        TrainerProcess trainer = trainer();
        Prepared prepared = prepareHere(trainer, run, config);
        events.accept(new LoopEvent.WasPrepared(run, id, prepared, trainer.fingerprint()));
      } catch (RefusedRun refused) {
        events.accept(new LoopEvent.WasRefused(run, id, refused.getMessage()));
      } catch (TrainerCrash crash) {
        forget();
        events.accept(new LoopEvent.Crashed(run, id, crash.getMessage()));
      }
    });
  }

  /** Takes a turn. */
  void train(TurnOrder order) {
    jobs.execute(() -> {
      try {
        TrainerProcess trainer = trainer();
        prepareHere(trainer, order.run(), order.config());
        events.accept(new TurnJob(order, id, trainer, events).take());
      } catch (RefusedRun refused) {
        events.accept(new LoopEvent.WasRefused(order.run(), id, refused.getMessage()));
      } catch (TrainerCrash crash) {
        forget();
        events.accept(new LoopEvent.Crashed(order.run(), id, crash.getMessage()));
      } catch (IOException failed) {
        events.accept(
            new LoopEvent.WasRefused(order.run(), id, "its records: " + failed.getMessage()));
      }
    });
  }

  /** Ends the turn of a run at its next step. Any thread. */
  void stop(String run) {
    TrainerProcess trainer = process;
    if (trainer != null && trainer.isAlive()) {
      try {
        trainer.calls().stop(StopRequest.newBuilder().addRunIds(run).build());
      } catch (StatusRuntimeException gone) {
        // a dead trainer has stopped; the turn's own call reports its end
      }
    }
  }

  private TrainerProcess trainer() throws TrainerCrash {
    if (process != null && process.isAlive()) {
      return process;
    }
    forget();
    try {
      process = TrainerProcess.start(command, socket, log);
      return process;
    } catch (IOException failed) {
      throw new TrainerCrash("the trainer did not start: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TrainerCrash("interrupted while the trainer started");
    }
  }

  private Prepared prepareHere(TrainerProcess trainer, String run, RunConfig config)
      throws TrainerCrash, RefusedRun {
    Prepared known = preparedHere.get(run);
    if (known != null) {
      return known;
    }
    try {
      Iterator<PrepareEvent> answers =
          trainer.calls().prepare(PrepareRequest.newBuilder().setRun(config).build());
      while (answers.hasNext()) {
        PrepareEvent answer = answers.next();
        switch (answer.getEventCase()) {
          case PREPARED -> preparedHere.put(run, answer.getPrepared());
          case REFUSED ->
              throw new RefusedRun(
                  answer.getRefused().getProblemsList().stream()
                      .map(Slot::text)
                      .collect(Collectors.joining("; ")));
          case PROGRESS ->
              events.accept(new LoopEvent.Noticed(run, answer.getProgress().getMessage()));
          case EVENT_NOT_SET -> {}
        }
      }
      return preparedHere.get(run);
    } catch (StatusRuntimeException failed) {
      if (trainer.isAlive()) {
        throw new RefusedRun(String.valueOf(failed.getStatus().getDescription()));
      }
      throw trainer.crash(failed);
    }
  }

  private static String text(Problem problem) {
    return problem.getField().isEmpty()
        ? problem.getMessage()
        : problem.getField() + " " + problem.getMessage();
  }

  private void forget() {
    if (process != null) {
      process.kill();
      process = null;
    }
    preparedHere.clear();
  }

  /** Ends the trainer after the job in hand. */
  @Override
  public void close() {
    jobs.execute(() -> {
      if (process != null) {
        process.close();
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
