package dev.rondo.scheduler.trainer;

import dev.rondo.protocol.v1.DescribeRequest;
import dev.rondo.protocol.v1.ShutdownRequest;
import dev.rondo.protocol.v1.TrainerGrpc;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running trainer and the connection to it. */
public final class TrainerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(30);
  private static final int MAX_MESSAGE_BYTES = 64 << 20;
  private static final int LOG_LINES = 5;

  private final Process process;
  private final ManagedChannel channel;
  private final EventLoopGroup group;
  private final Path log;
  private final String fingerprint;

  private TrainerProcess(Process process, ManagedChannel channel, EventLoopGroup group, Path log)
      throws TrainerCrash {
    this.process = process;
    this.channel = channel;
    this.group = group;
    this.log = log;
    try {
      this.fingerprint = calls().describe(DescribeRequest.getDefaultInstance()).getFingerprint();
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
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(socket)) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new TrainerCrash("the trainer did not start: " + lastLines(log));
      }
    }
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .eventLoopGroup(group)
            .channelType(EpollDomainSocketChannel.class)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .usePlaintext()
            .build();
    return new TrainerProcess(process, channel, group, log);
  }

  /** Blocking calls. */
  public TrainerGrpc.TrainerBlockingStub calls() {
    return TrainerGrpc.newBlockingStub(channel).withWaitForReady();
  }

  /** Whether the process still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What makes processes compute equal bits. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The operating system's id. */
  public long pid() {
    return process.pid();
  }

  /** Why a call failed: an error of the trainer's own, or its end. */
  public TrainerCrash crash(StatusRuntimeException failed) {
    try {
      if (process.waitFor(2, TimeUnit.SECONDS)) {
        return new TrainerCrash(
            "the trainer process ended with exit code %d: %s"
                .formatted(process.exitValue(), lastLines(log)));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return new TrainerCrash("the trainer failed: " + failed.getStatus().getDescription());
  }

  /** Ends it at once, without saving. */
  public void kill() {
    process.destroyForcibly();
    channel.shutdownNow();
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** Lets it end its step and waits for its exit. */
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
