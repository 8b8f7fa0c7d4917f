package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.DescribeResponse;
import dev.rondo.trainer.torch.ComputeDevice;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A trainer process: serves {@code rondo.trainer.v1} on a Unix socket until it is told to shut down
 * or its parent is gone. On SIGTERM it ends the step in hand, saves and exits.
 */
public final class TrainerMain {
  private static final int MAX_MESSAGE_BYTES = 64 << 20;
  private static final int MOST_FREQUENT_PING_SECONDS = 5;
  private static final long PARENT_WATCH_NANOS = 100_000_000;

  private TrainerMain() {}

  /** {@code --socket PATH --threads N --parent PID}; {@code RONDO_DEVICE} is auto, cpu or cuda. */
  public static void main(String[] arguments) throws Exception {
    Path socket = Path.of(option(arguments, "--socket"));
    int threads = Integer.parseInt(option(arguments, "--threads"));
    Files.deleteIfExists(socket);
    TorchThread torch = new TorchThread(threads);
    ComputeDevice device =
        ComputeDevice.named(System.getenv().getOrDefault("RONDO_DEVICE", "auto"));
    ResidentModel models = new ResidentModel(threads, device);
    Hubs hubs = new Hubs(System.getenv());
    Preparations preparations = new Preparations(torch, models, hubs);
    Turns turns = new Turns(torch, models, preparations);
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    Server[] server = new Server[1];
    TrainerService service =
        new TrainerService(
            preparations,
            new Checks(preparations, hubs),
            new Previews(preparations),
            turns,
            new Exports(preparations, hubs),
            new AwaitedAnswers(preparations),
            () -> description(device),
            () -> Thread.ofPlatform().start(() -> shutDown(server[0])));
    server[0] =
        NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .channelType(EpollServerDomainSocketChannel.class)
            .bossEventLoopGroup(group)
            .workerEventLoopGroup(group)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .permitKeepAliveTime(MOST_FREQUENT_PING_SECONDS, TimeUnit.SECONDS)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .addService(service)
            .build()
            .start();
    endWithParent(Long.parseLong(option(arguments, "--parent")));
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("drain")
                .unstarted(() -> {
                  turns.drain();
                  shutDown(server[0]);
                }));
    server[0].awaitTermination();
    System.exit(0);
  }

  private static DescribeResponse description(ComputeDevice device) {
    return DescribeResponse.newBuilder()
        .setVersion(String.valueOf(TrainerMain.class.getPackage().getImplementationVersion()))
        .setDevice(device.name())
        .setPid(ProcessHandle.current().pid())
        .build();
  }

  /**
   * A scheduler that was killed must not leave its trainers behind, not even for long: the next one
   * trains the same runs. Nothing is saved: what nobody recorded counts for nothing.
   *
   * @param pid of the scheduler, which may be gone already
   */
  private static void endWithParent(long pid) {
    Thread.ofPlatform()
        .daemon()
        .name("parent-watch")
        .start(() -> {
          while (ProcessHandle.current().parent().filter(p -> p.pid() == pid).isPresent()) {
            LockSupport.parkNanos(PARENT_WATCH_NANOS);
          }
          Runtime.getRuntime().halt(1);
        });
  }

  /** Takes no more calls, and returns when those in hand are answered. */
  private static void shutDown(Server server) {
    try {
      server.shutdown().awaitTermination(1, TimeUnit.HOURS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String option(String[] arguments, String name) {
    int at = List.of(arguments).indexOf(name);
    if (at < 0 || at + 1 >= arguments.length) {
      System.err.println("usage: TrainerMain --socket PATH --threads N --parent PID");
      System.exit(2);
    }
    return arguments[at + 1];
  }
}
