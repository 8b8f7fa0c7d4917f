package dev.rondo.scheduler.trainer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Trainers as processes of this one, each started when its slot first needs it. */
public final class LocalTrainers implements AutoCloseable {
  private final TrainerCommand command;
  private final Path logs;
  private final Path sockets;

  /**
   * Starts nothing.
   *
   * @param logs directory of {@code trainer-N.log}
   */
  public LocalTrainers(TrainerCommand command, Path logs) throws IOException {
    this.command = command;
    this.logs = logs;
    // Unix socket paths are short, so they do not lie in the store.
    this.sockets = Files.createTempDirectory("rondo");
  }

  /** One for each of so many slots. */
  public List<TrainerSource> slots(int count) {
    return IntStream.range(0, count).mapToObj(this::slot).toList();
  }

  private TrainerSource slot(int id) {
    Path socket = sockets.resolve("trainer-%d.sock".formatted(id));
    Path log = logs.resolve("trainer-%d.log".formatted(id));
    return new TrainerSource() {
      @Override
      public boolean isAvailable() {
        return true;
      }

      @Override
      public Trainer open() throws IOException, TrainerCrash, InterruptedException {
        return TrainerProcess.start(command, socket, log);
      }
    };
  }

  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(sockets)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(sockets);
  }
}
