package dev.rondo.scheduler.trainer;

import dev.rondo.protocol.v1.DescribeRequest;
import io.grpc.ConnectivityState;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Trainers in containers of their own, which start and restart by themselves, over their sockets.
 */
public final class ContainerTrainers implements AutoCloseable {
  private final List<Container> containers;

  /**
   * Connects to none yet.
   *
   * @param socket of a slot's trainer
   */
  public ContainerTrainers(int slots, IntFunction<Path> socket) {
    containers =
        IntStream.range(0, slots)
            .mapToObj(slot -> new Container(slot, socket.apply(slot)))
            .toList();
  }

  /** One for each slot. */
  public List<TrainerSource> slots() {
    return List.copyOf(containers);
  }

  @Override
  public void close() {
    containers.forEach(container -> container.connection.close());
  }

  private static final class Container implements TrainerSource {
    private static final int ANSWER_SECONDS = 60;

    private final int slot;
    private final Path socket;
    private final TrainerConnection connection;

    Container(int slot, Path socket) {
      this.slot = slot;
      this.socket = socket;
      this.connection = new TrainerConnection(socket);
    }

    @Override
    public boolean isAvailable() {
      return connection.state() == ConnectivityState.READY;
    }

    @Override
    public Trainer open() throws TrainerCrash {
      try {
        var _ =
            connection
                .calls()
                .withWaitForReady()
                .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                .describe(DescribeRequest.getDefaultInstance());
        return new ContainerTrainer(connection, TrainerExit.beside(socket), slot);
      } catch (StatusRuntimeException silent) {
        throw new TrainerCrash(
            "the trainer of slot %d does not answer: %s"
                .formatted(slot, silent.getStatus().getDescription()));
      }
    }
  }
}
