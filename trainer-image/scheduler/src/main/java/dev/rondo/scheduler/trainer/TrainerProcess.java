package dev.rondo.scheduler.trainer;

import dev.rondo.protocol.v1.DescribeRequest;
import dev.rondo.protocol.v1.ShutdownRequest;
import dev.rondo.protocol.v1.TrainerGrpc;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A trainer that is a process of this one, as in local mode. */
public final class TrainerProcess implements Trainer {
  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(30);
  private static final int LOG_LINES = 5;
  private static final int SIGNALS = 128;

  private final Process process;
  private final TrainerConnection connection;
  private final Path log;

  private TrainerProcess(Process process, TrainerConnection connection, Path log)
      throws TrainerCrash {
    this.process = process;
    this.connection = connection;
    this.log = log;
    try {
      var _ =
          calls()
              .withWaitForReady()
              .withDeadlineAfter(TrainerConnection.START_LIMIT.toSeconds(), TimeUnit.SECONDS)
              .describe(DescribeRequest.getDefaultInstance());
    } catch (StatusRuntimeException dead) {
      kill();
      throw crash(dead);
    }
  }

  /**
   * Starts a trainer and waits until it answers.
   *
   * @param socket where it listens; made by the trainer
   * @param log where its output goes
   */
  public static TrainerProcess start(TrainerCommand command, Path socket, Path log)
      throws IOException, TrainerCrash, InterruptedException {
    Files.deleteIfExists(socket);
    Files.createDirectories(log.getParent());
    Process process = command.at(socket, log).start();
    long deadline = System.nanoTime() + TrainerConnection.START_LIMIT.toNanos();
    while (!Files.exists(socket)) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new TrainerCrash("the trainer did not start: " + lastLines(log));
      }
    }
    return new TrainerProcess(process, new TrainerConnection(socket), log);
  }

  @Override
  public TrainerGrpc.TrainerBlockingStub calls() {
    return connection.calls();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The operating system's id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public TrainerCrash crash(StatusRuntimeException failed) {
    try {
      if (process.waitFor(2, TimeUnit.SECONDS)) {
        return new TrainerCrash(
            "the trainer process ended %s: %s"
                .formatted(exit(process.exitValue()), lastLines(log)));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return new TrainerCrash("the trainer failed: " + failed.getStatus().getDescription());
  }

  /** A process that a signal ends has 128 and the signal's number as its code. */
  private static String exit(int code) {
    return code > SIGNALS && code < 2 * SIGNALS
        ? "by signal %d".formatted(code - SIGNALS)
        : "with exit code %d".formatted(code);
  }

  @Override
  public void kill() {
    process.destroyForcibly();
    connection.close();
  }

  @Override
  public void close() {
    try {
      calls()
          .withDeadlineAfter(SHUTDOWN_LIMIT.toSeconds(), TimeUnit.SECONDS)
          .shutdown(ShutdownRequest.getDefaultInstance());
      process.waitFor(SHUTDOWN_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (StatusRuntimeException alreadyGone) {
      // nothing to wait for
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    kill();
  }

  private static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(" / ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()))
          + " (see "
          + log
          + ")";
    } catch (IOException unreadable) {
      return "see " + log;
    }
  }
}
