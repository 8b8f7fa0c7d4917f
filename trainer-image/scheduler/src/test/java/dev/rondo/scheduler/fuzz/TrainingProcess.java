package dev.rondo.scheduler.fuzz;

import dev.rondo.core.lifecycle.RunFacts;
import dev.rondo.scheduler.local.DirectoryRunStore;
import dev.rondo.scheduler.local.StoreFolder;
import dev.rondo.scheduler.local.StoreLock;
import dev.rondo.scheduler.loop.Ending;
import dev.rondo.scheduler.loop.Scheduler;
import dev.rondo.scheduler.state.RunStates;
import dev.rondo.scheduler.trainer.CountingTrainers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A process that trains an experiment with trainers that only count, until it is killed. */
final class TrainingProcess {
  private static final int SLOTS = 2;
  private static final Duration STEP = Duration.ofMillis(2);

  private TrainingProcess() {}

  /** The experiment's folder is the argument. */
  public static void main(String[] arguments) throws Exception {
    StoreFolder folder = new StoreFolder(Path.of(arguments[0]));
    Optional<StoreLock> lock = StoreLock.tryAcquire(folder);
    try (StoreLock _ = lock.orElseThrow()) {
      DirectoryRunStore store =
          new DirectoryRunStore(folder, folder.directory(), RunFacts.Hold.HELD, Clock.systemUTC());
      new Scheduler(
              store,
              RunStates.create(store.uid(), folder.scratch().resolve("states")),
              CountingTrainers.of(folder.directory(), SLOTS, STEP),
              Ending.WHEN_INTERRUPTED)
          .run();
    }
  }

  /** Starts one. */
  static Process start(StoreFolder folder) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingProcess.class.getName(),
                folder.directory().toString()))
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(folder.directory().resolve("process.log").toFile()))
        .start();
  }
}
