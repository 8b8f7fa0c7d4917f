package dev.rondo.scheduler.local;

import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RunFacts;
import dev.rondo.core.validation.ManifestReader;
import dev.rondo.core.validation.Reading;
import dev.rondo.scheduler.loop.Ending;
import dev.rondo.scheduler.loop.Scheduler;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.store.RunFolder;
import dev.rondo.scheduler.trainer.CountingTrainers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An experiment in a store, trained in this process by trainers that only count. */
final class LocalTraining implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  final StoreFolder folder;
  private final int slots;
  private final Duration step;
  private Optional<Scheduler> scheduler = Optional.empty();
  private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);
  private int gestures;

  LocalTraining(Path store, String manifest, int slots, Duration step) throws IOException {
    Reading reading = ManifestReader.read("test.yaml", manifest);
    Experiment experiment = ((Reading.Accepted) reading).experiments().getFirst();
    this.folder = new StoreFolder(store.resolve(experiment.metadata().getName()));
    this.slots = slots;
    this.step = step;
    StoredExperiment.apply(folder, experiment, store, Instant.now());
  }

  /** Begins or goes on, as `rondo run` does. */
  void start() throws IOException {
    DirectoryRunStore store = store(RunFacts.Hold.HELD);
    Scheduler started =
        new Scheduler(
            store,
            RunStates.create(store.uid(), folder.scratch().resolve("states")),
            CountingTrainers.of(folder.directory(), slots, step),
            Ending.WHEN_INTERRUPTED);
    scheduler = Optional.of(started);
    ended =
        CompletableFuture.runAsync(() -> {
          try {
            started.run();
          } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
          }
        });
  }

  /** Ends as on Ctrl-C. */
  void stop() throws Exception {
    scheduler.ifPresent(Scheduler::interrupt);
    ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    scheduler = Optional.empty();
  }

  /** Leaves a gesture and waits until it is done or refused. */
  ControlEntry make(String gesture, String run, String payload) throws Exception {
    String id = leave(gesture, run, payload);
    return awaitAnswer(id);
  }

  /** Leaves a gesture; returns its id. */
  String leave(String gesture, String run, String payload) throws IOException {
    String id = "%05d".formatted(++gestures);
    new GestureRequests(folder).leave(new GestureRequests.Request(id, gesture, run, payload));
    if (scheduler.isEmpty()) {
      store(RunFacts.Hold.NONE).runs();
    }
    return id;
  }

  ControlEntry awaitAnswer(String id) throws Exception {
    await(
        "the answer to " + id,
        () ->
            answer(id)
                .filter(a -> scheduler.isEmpty() || !a.result().equals(Control.ACCEPTED))
                .isPresent());
    return answer(id).orElseThrow();
  }

  Optional<ControlEntry> answer(String id) throws IOException {
    return new GestureLog(folder).answer(id);
  }

  void awaitState(String run, String state) throws Exception {
    await(run + " is " + state, () -> state.equals(state(run)));
  }

  void awaitStep(String run, long least) throws Exception {
    await(run + " has done " + least + " steps", () -> step(run) >= least);
  }

  String state(String run) throws IOException {
    Run object = run(run);
    return object.status() == null ? "Pending" : object.status().state();
  }

  long step(String run) throws IOException {
    return folder.run(run).metrics().records().stream()
        .filter(record -> record.path("split").asText().equals("train"))
        .mapToLong(record -> record.path("step").asLong())
        .max()
        .orElse(0);
  }

  Run run(String name) throws IOException {
    return YamlObjects.read(folder.runObject(name), Run.class);
  }

  RunFolder files(String run) {
    return folder.run(run);
  }

  /** The newest checkpoint of a run, as its steps and their hash. */
  String newestState(String run) throws IOException {
    return CountingTrainers.stateIn(files(run).checkpoints().newest().orElseThrow().getParent());
  }

  interface Condition {
    boolean holds() throws IOException;
  }

  void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    while (!condition.holds()) {
      if (ended.isCompletedExceptionally()) {
        ended.get();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain: " + what);
      }
      Thread.sleep(10);
    }
  }

  private DirectoryRunStore store(RunFacts.Hold hold) throws IOException {
    return new DirectoryRunStore(folder, folder.directory(), hold, Clock.systemUTC());
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
