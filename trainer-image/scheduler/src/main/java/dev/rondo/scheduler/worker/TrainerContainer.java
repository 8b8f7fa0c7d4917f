package dev.rondo.scheduler.worker;

import dev.rondo.api.names.WorkerPod;
import dev.rondo.scheduler.trainer.TrainerCommand;
import dev.rondo.scheduler.trainer.TrainerExit;
import dev.rondo.scheduler.trainer.TrainerPulse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first process of a trainer's container: starts the trainer again when it crashes or freezes,
 * at once, and leaves it to the kubelet and its patience when it crashes again and again. On
 * SIGTERM the trainer ends its step and saves before both are gone.
 */
final class TrainerContainer {
  private static final Logger LOG = LoggerFactory.getLogger(TrainerContainer.class);
  private static final int RAPID_CRASHES = 5;
  private static final Duration RAPID = Duration.ofSeconds(30);
  private static final Duration PULSE = Duration.ofSeconds(2);
  private static final String CLASSPATH_VARIABLE = "RONDO_TRAINER_CLASSPATH";
  private static final String THREADS_VARIABLE = "RONDO_THREADS";

  private final TrainerCommand command;
  private final Path socket;
  private volatile boolean ending;
  private volatile Process trainer;

  private TrainerContainer(TrainerCommand command, Path socket) {
    this.command = command;
    this.socket = socket;
  }

  static TrainerContainer of(Map<String, String> environment) {
    String java = ProcessHandle.current().info().command().orElseThrow();
    int threads = Integer.parseInt(environment.getOrDefault(THREADS_VARIABLE, "1"));
    int slot = Integer.parseInt(environment.get(WorkerPod.SLOT_VARIABLE));
    return new TrainerContainer(
        new TrainerCommand(Path.of(java), environment.get(CLASSPATH_VARIABLE), threads),
        Path.of(WorkerPod.socket(slot)));
  }

  /** Returns the container's exit code. */
  int run() throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
    int rapid = 0;
    while (rapid < RAPID_CRASHES) {
      long start = System.nanoTime();
      trainer = command.at(socket).start();
      int code = outlast(trainer);
      if (ending) {
        return 0;
      }
      TrainerExit.beside(socket).write(code);
      boolean isRapid = Duration.ofNanos(System.nanoTime() - start).compareTo(RAPID) < 0;
      rapid = isRapid ? rapid + 1 : 0;
      LOG.warn("the trainer ended with exit code {}; starting it again", code);
    }
    LOG.error("the trainer crashed {} times in a row: giving up", RAPID_CRASHES);
    return 1;
  }

  /** Waits for its end, which is not far if it has frozen. */
  private int outlast(Process started) throws InterruptedException {
    try (TrainerPulse pulse = new TrainerPulse(socket)) {
      while (!started.waitFor(PULSE.toSeconds(), TimeUnit.SECONDS)) {
        if (pulse.isFrozen() && !ending) {
          LOG.error("the trainer does not answer any more, and is killed");
          started.destroyForcibly();
        }
      }
    }
    return started.exitValue();
  }

  private void end() {
    ending = true;
    Process running = trainer;
    if (running != null) {
      running.destroy();
      try {
        running.waitFor();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
