package dev.rondo.cli.command;

import dev.rondo.scheduler.trainer.LocalTrainers;
import dev.rondo.scheduler.trainer.Trainer;
import dev.rondo.scheduler.trainer.TrainerCrash;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A trainer process for one command, gone with it. */
final class OneTrainer implements AutoCloseable {
  private final Path logs;
  private final LocalTrainers source;
  private final Trainer trainer;

  private OneTrainer(Path logs, LocalTrainers source, Trainer trainer) {
    this.logs = logs;
    this.source = source;
    this.trainer = trainer;
  }

  /** What is asked of a trainer. */
  interface Question<T> {
    T ask(Trainer trainer) throws IOException;
  }

  /** Starts one, with a line that says so where people look. */
  static OneTrainer start(int threads, StatusLine status) throws IOException, InterruptedException {
    status.show("Starting a trainer");
    Path logs = Files.createTempDirectory("rondo-log");
    LocalTrainers source = new LocalTrainers(TrainerLibraries.command(threads), logs);
    try {
      return new OneTrainer(logs, source, source.slots(1).getFirst().open());
    } catch (TrainerCrash crash) {
      source.close();
      throw new IOException(crash.getMessage(), crash);
    }
  }

  /**
   * Asks it.
   *
   * @throws IOException with the trainer's own words, if it cannot answer
   */
  <T> T ask(Question<T> question) throws IOException {
    try {
      return question.ask(trainer);
    } catch (StatusRuntimeException failed) {
      throw new IOException(trainer.crash(failed).getMessage(), failed);
    }
  }

  @Override
  public void close() throws IOException {
    trainer.kill();
    source.close();
    Files.deleteIfExists(logs.resolve("trainer-0.log"));
    Files.deleteIfExists(logs);
  }
}
