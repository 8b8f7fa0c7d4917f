package dev.rondo.scheduler.trainer;

import dev.rondo.protocol.v1.ShutdownRequest;
import dev.rondo.protocol.v1.TrainerGrpc;
import io.grpc.ConnectivityState;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A trainer in another container. It is the same one as long as the connection holds. */
final class ContainerTrainer implements Trainer {
  private static final int CALL_SECONDS = 10;
  private static final int EXIT_SECONDS = 2;

  private final TrainerConnection connection;
  private final TrainerExit exit;
  private final int slot;
  private final CountDownLatch gone = new CountDownLatch(1);

  ContainerTrainer(TrainerConnection connection, TrainerExit exit, int slot) {
    this.connection = connection;
    this.exit = exit;
    this.slot = slot;
    connection.onChangeFrom(ConnectivityState.READY, gone::countDown);
  }

  @Override
  public TrainerGrpc.TrainerBlockingStub calls() {
    return connection.calls();
  }

  @Override
  public boolean isAlive() {
    return gone.getCount() > 0;
  }

  @Override
  public TrainerCrash crash(StatusRuntimeException failed) {
    try {
      if (gone.await(EXIT_SECONDS, TimeUnit.SECONDS)) {
        return new TrainerCrash("the trainer of slot %d ended%s".formatted(slot, exit.describe()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return new TrainerCrash("the trainer failed: " + failed.getStatus().getDescription());
  }

  /** Tells it to exit; its container starts another. */
  @Override
  public void kill() {
    if (isAlive()) {
      gone.countDown();
      try {
        connection
            .calls()
            .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
            .shutdown(ShutdownRequest.getDefaultInstance());
      } catch (StatusRuntimeException goneAlready) {
        // it does what it was to do
      }
    }
  }

  /** It goes on serving: the next scheduler of this pod finds it. */
  @Override
  public void close() {
    gone.countDown();
  }
}
