package dev.rondo.scheduler.trainer;

import dev.rondo.protocol.v1.TrainerGrpc;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * gRPC over a trainer's Unix socket. Calls of a trainer that has frozen fail, as those of a dead
 * one.
 */
final class TrainerConnection implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 64 << 20;
  private static final int NEVER_DAYS = 10_000;
  private static final Duration PING = Duration.ofSeconds(10);

  /** How long a trainer may take to start. */
  static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** How long a trainer may take to answer what its computing does not delay. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final ManagedChannel channel;

  /** Connects when it is first used, and again when the other end comes back. */
  TrainerConnection(Path socket) {
    this(socket, PATIENCE);
  }

  /** The same with another patience. */
  TrainerConnection(Path socket, Duration patience) {
    channel =
        NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .eventLoopGroup(group)
            .channelType(EpollDomainSocketChannel.class)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .idleTimeout(NEVER_DAYS, TimeUnit.DAYS)
            .keepAliveTime(PING.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(patience.toSeconds(), TimeUnit.SECONDS)
            .usePlaintext()
            .build();
  }

  /** Blocking calls; they fail at once where the other end is not there. */
  TrainerGrpc.TrainerBlockingStub calls() {
    return TrainerGrpc.newBlockingStub(channel);
  }

  /** Whether the other end is there; tries to reach it, without patience, where it is not. */
  ConnectivityState state() {
    ConnectivityState state = channel.getState(true);
    if (state == ConnectivityState.TRANSIENT_FAILURE) {
      channel.resetConnectBackoff();
    }
    return state;
  }

  /** Calls once, on some thread, when the state is no longer this one. */
  void onChangeFrom(ConnectivityState state, Runnable callback) {
    channel.notifyWhenStateChanged(state, callback);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
