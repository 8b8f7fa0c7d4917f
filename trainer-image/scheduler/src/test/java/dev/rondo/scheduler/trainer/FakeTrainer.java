package dev.rondo.scheduler.trainer;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.state.StateHeader;
import dev.rondo.protocol.state.StateWriter;
import dev.rondo.protocol.v1.AwaitRewardsRequest;
import dev.rondo.protocol.v1.AwaitRewardsResponse;
import dev.rondo.protocol.v1.Evaluated;
import dev.rondo.protocol.v1.ExportRequest;
import dev.rondo.protocol.v1.ExportResponse;
import dev.rondo.protocol.v1.Logged;
import dev.rondo.protocol.v1.PrepareEvent;
import dev.rondo.protocol.v1.PrepareRequest;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.Problem;
import dev.rondo.protocol.v1.Refused;
import dev.rondo.protocol.v1.RunTurn;
import dev.rondo.protocol.v1.Saved;
import dev.rondo.protocol.v1.ShutdownRequest;
import dev.rondo.protocol.v1.ShutdownResponse;
import dev.rondo.protocol.v1.StepDone;
import dev.rondo.protocol.v1.StopRequest;
import dev.rondo.protocol.v1.StopResponse;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TrainRequest;
import dev.rondo.protocol.v1.TrainerGrpc;
import dev.rondo.protocol.v1.TurnEnded;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A trainer that computes nothing and keeps to the protocol: real calls over a Unix socket, real
 * state files. What goes wrong is in its {@link FakeScript}.
 */
final class FakeTrainer extends TrainerGrpc.TrainerImplBase implements Trainer {
  private final FakeScript script;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final Server server;
  private final TrainerConnection connection;
  private final Set<String> stopping = ConcurrentHashMap.newKeySet();
  private volatile boolean alive = true;

  FakeTrainer(FakeScript script, Path socket) throws IOException {
    this.script = script;
    Files.deleteIfExists(socket);
    this.server =
        NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .channelType(EpollServerDomainSocketChannel.class)
            .bossEventLoopGroup(group)
            .workerEventLoopGroup(group)
            .addService(this)
            .build()
            .start();
    this.connection = new TrainerConnection(socket);
  }

  @Override
  public void prepare(PrepareRequest request, StreamObserver<PrepareEvent> response) {
    String run = request.getRun().getRunId();
    if (script.isCutOffNow(run)) {
      response.onError(Status.UNAVAILABLE.withDescription("closed").asRuntimeException());
      return;
    }
    PrepareEvent.Builder answer = PrepareEvent.newBuilder();
    if (script.isRefused(run)) {
      Problem problem =
          Problem.newBuilder().setField("peft.r").setMessage("must be 1 or more").build();
      answer.setRefused(Refused.newBuilder().addProblems(problem));
    } else {
      answer.setPrepared(
          Prepared.newBuilder()
              .setStepsPerEpoch(script.steps())
              .setTotalSteps(script.steps())
              .setStateBytes(StateHeader.BYTES + payload(run).length)
              .setFingerprint("fake"));
    }
    response.onNext(answer.build());
    response.onCompleted();
  }

  @Override
  public void train(TrainRequest request, StreamObserver<TrainEvent> response) {
    RunTurn turn = request.getRuns(0);
    String run = turn.getRunId();
    stopping.remove(run);
    try {
      Path directory = Path.of(turn.getStateDir());
      script.beforeTurn(run, directory);
      if (stepIn(directory) != turn.getFromStep()) {
        tell(response, run, ended(TurnEnded.Reason.STATE_LOST, stepIn(directory)));
        response.onCompleted();
        return;
      }
      if (turn.getEvalAtStart()) {
        tell(response, run, evaluated(0));
      }
      long step = turn.getFromStep();
      while (step < turn.getToStep() && !stopping.contains(run)) {
        if (script.awaitsRewardsBefore(run, step + 1)) {
          save(response, run, directory, step);
          tell(response, run, ended(TurnEnded.Reason.AWAITING_REWARDS, step));
          response.onCompleted();
          return;
        }
        step++;
        if (script.crashesAt(run, step)) {
          die();
          return;
        }
        Thread.sleep(script.stepMillis(run));
        tell(
            response,
            run,
            TrainEvent.newBuilder()
                .setStep(StepDone.newBuilder().setStep(step).setSeconds(script.stepSeconds(run))));
        tell(
            response,
            run,
            TrainEvent.newBuilder()
                .setLogged(
                    Logged.newBuilder().setStep(step).setMetricsJson(metrics("loss", step))));
      }
      boolean isComplete = step == turn.getToStep();
      if (isComplete && step > turn.getFromStep()) {
        tell(response, run, evaluated(step));
      }
      if (step > turn.getFromStep() || step == 0) {
        save(response, run, directory, step);
      }
      tell(
          response,
          run,
          ended(isComplete ? TurnEnded.Reason.COMPLETED : TurnEnded.Reason.STOPPED, step));
      response.onCompleted();
    } catch (IOException failed) {
      response.onError(Status.INTERNAL.withDescription(failed.toString()).asRuntimeException());
    } catch (InterruptedException killed) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] payload(String run) {
    return run.getBytes(StandardCharsets.UTF_8);
  }

  private static void save(
      StreamObserver<TrainEvent> response, String run, Path directory, long step)
      throws IOException {
    Path generation = StateWriter.save(directory, step, ByteBuffer.wrap(payload(run)));
    int number = StateFile.generations(directory).indexOf(generation);
    tell(
        response,
        run,
        TrainEvent.newBuilder().setSaved(Saved.newBuilder().setStep(step).setGeneration(number)));
  }

  private static void tell(
      StreamObserver<TrainEvent> response, String run, TrainEvent.Builder event) {
    response.onNext(event.setRunId(run).build());
  }

  private static TrainEvent.Builder evaluated(long step) {
    return TrainEvent.newBuilder()
        .setEvaluated(
            Evaluated.newBuilder().setStep(step).setMetricsJson(metrics("eval_loss", step)));
  }

  private static String metrics(String name, long step) {
    return "{\"%s\":%s}".formatted(name, 1.0 / (1 + step));
  }

  private static TrainEvent.Builder ended(TurnEnded.Reason reason, long step) {
    return TrainEvent.newBuilder()
        .setTurnEnded(
            TurnEnded.newBuilder().setReason(reason).setStep(step).setMessage("no such state"));
  }

  private static long stepIn(Path directory) throws IOException {
    return StateFile.newest(directory).flatMap(StateFile::header).map(StateHeader::step).orElse(0L);
  }

  @Override
  public void awaitRewards(
      AwaitRewardsRequest request, StreamObserver<AwaitRewardsResponse> response) {
    String unavailable = script.rewards(request.getRunId());
    if (unavailable == null) {
      die();
      return;
    }
    response.onNext(
        AwaitRewardsResponse.newBuilder()
            .setAnswered(unavailable.isEmpty())
            .setUnavailable(unavailable)
            .build());
    response.onCompleted();
  }

  @Override
  public void export(ExportRequest request, StreamObserver<ExportResponse> response) {
    if (script.crashesAtExport(request.getRunId())) {
      die();
      return;
    }
    try {
      Path target = Path.of(request.getTargetDir());
      Files.createDirectories(target);
      Optional<StateHeader> state = StateFile.header(Path.of(request.getStateFile()));
      Files.writeString(target.resolve("step"), Long.toString(state.orElseThrow().step()));
      alive = !script.leavesAfterTurn(request.getRunId());
      response.onNext(ExportResponse.getDefaultInstance());
      response.onCompleted();
    } catch (IOException failed) {
      response.onError(Status.INTERNAL.withDescription(failed.toString()).asRuntimeException());
    }
  }

  @Override
  public void stop(StopRequest request, StreamObserver<StopResponse> response) {
    stopping.addAll(request.getRunIdsList());
    response.onNext(StopResponse.getDefaultInstance());
    response.onCompleted();
  }

  @Override
  public void shutdown(ShutdownRequest request, StreamObserver<ShutdownResponse> response) {
    response.onNext(ShutdownResponse.getDefaultInstance());
    response.onCompleted();
  }

  /** Ends as a process does that crashes: without a word, with its connections. */
  void die() {
    alive = false;
    server.shutdownNow();
  }

  @Override
  public TrainerGrpc.TrainerBlockingStub calls() {
    return connection.calls();
  }

  @Override
  public boolean isAlive() {
    return alive;
  }

  @Override
  public TrainerCrash crash(StatusRuntimeException failed) {
    return new TrainerCrash(alive ? failed.getStatus().getDescription() : "it died");
  }

  @Override
  public void kill() {
    die();
    connection.close();
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    kill();
  }
}
