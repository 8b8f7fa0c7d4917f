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
  private boolean hasAnswered;

  /**
   * Of a trainer that has just been started.
   *
   * @param socket where it will listen
   */
  public TrainerPulse(Path socket) {
    this(socket, TrainerConnection.PATIENCE);
  }

  TrainerPulse(Path socket, Duration patience) {
    this.connection = new TrainerConnection(socket, patience);
    this.patience = patience;
  }

  /**
   * Whether it has frozen: it answered before, is there, and keeps silent. It answers while it
   * computes; one that has yet to begin, or has ended, is not frozen.
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
      return hasAnswered && silent.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED;
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
