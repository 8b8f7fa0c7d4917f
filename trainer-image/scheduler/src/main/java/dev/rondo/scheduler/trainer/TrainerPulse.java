package dev.rondo.scheduler.trainer;

import dev.rondo.protocol.v1.DescribeRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whether a trainer still answers, for the one that started it. */
public final class TrainerPulse implements AutoCloseable {
  private final TrainerConnection connection;
  private final Duration patience;
  private final long startLimit;
  private final long start = System.nanoTime();
  private boolean hasAnswered;

  /**
   * Of a trainer that has just been started.
   *
   * @param socket where it will listen
   */
  public TrainerPulse(Path socket) {
    this(socket, TrainerConnection.PATIENCE, TrainerConnection.START_LIMIT);
  }

  TrainerPulse(Path socket, Duration patience, Duration startLimit) {
    this.connection = new TrainerConnection(socket, patience);
    this.patience = patience;
    this.startLimit = startLimit.toNanos();
  }

  /**
   * Whether it has frozen: it answered before, is there, and keeps silent, or it has not answered
   * since it was started, long ago. It answers while it computes.
   */
  public boolean isFrozen() {
    try {
      var _ =
          connection
              .calls()
              .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
              .describe(DescribeRequest.getDefaultInstance());
      hasAnswered = true;
      return false;
    } catch (StatusRuntimeException silent) {
      return hasAnswered
          ? silent.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED
          : System.nanoTime() - start > startLimit;
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
