package dev.rondo.scheduler.trainer;

import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Trainers that only count, in this process, each behind its own socket. */
public final class CountingTrainers implements TrainerSource {
  private final Path socket;
  private final Duration step;

  private CountingTrainers(Path socket, Duration step) {
    this.socket = socket;
    this.step = step;
  }

  /**
   * One a slot.
   *
   * @param directory of their sockets
   * @param step how long an optimizer step takes
   */
  public static List<TrainerSource> of(Path directory, int slots, Duration step) {
    return Stream.iterate(0, slot -> slot < slots, slot -> slot + 1)
        .<TrainerSource>map(slot -> new CountingTrainers(directory.resolve("t" + slot), step))
        .toList();
  }

  /** The state in a directory as {@code step:hash}; empty when there is none. */
  public static String stateIn(Path directory) throws IOException {
    return CountingTrainer.CountedState.read(directory)
        .map(state -> state.step() + ":" + Long.toHexString(state.hash()))
        .orElse("");
  }

  /** The state after so many steps at a learning rate, from a state that {@link #stateIn} told. */
  public static String after(String state, long toStep, double learningRate) {
    var at =
        state.isEmpty()
            ? new CountingTrainer.CountedState(0, 0)
            : new CountingTrainer.CountedState(
                stepOf(state), Long.parseUnsignedLong(state.substring(state.indexOf(':') + 1), 16));
    while (at.step() < toStep) {
      at = at.next(learningRate);
    }
    return at.step() + ":" + Long.toHexString(at.hash());
  }

  /** The steps of a state that {@link #stateIn} told. */
  public static long stepOf(String state) {
    return Long.parseLong(state.substring(0, state.indexOf(':')));
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public Trainer open() throws IOException {
    Files.deleteIfExists(socket);
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    Server server =
        NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .channelType(EpollServerDomainSocketChannel.class)
            .bossEventLoopGroup(group)
            .workerEventLoopGroup(group)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .addService(new CountingTrainer(step.toNanos()))
            .build()
            .start();
    return new Opened(server, group, new TrainerConnection(socket));
  }

  private record Opened(Server server, EventLoopGroup group, TrainerConnection connection)
      implements Trainer {
    @Override
    public dev.rondo.protocol.v1.TrainerGrpc.TrainerBlockingStub calls() {
      return connection.calls();
    }

    @Override
    public boolean isAlive() {
      return !server.isShutdown();
    }

    @Override
    public TrainerCrash crash(StatusRuntimeException failed) {
      return new TrainerCrash(failed.getMessage());
    }

    @Override
    public void kill() {
      server.shutdownNow();
      close();
    }

    @Override
    public void close() {
      connection.close();
      server.shutdown();
      var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }
}
