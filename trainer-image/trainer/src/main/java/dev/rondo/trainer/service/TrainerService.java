package dev.rondo.trainer.service;

import dev.rondo.protocol.v1.AwaitRewardsRequest;
import dev.rondo.protocol.v1.AwaitRewardsResponse;
import dev.rondo.protocol.v1.CheckRequest;
import dev.rondo.protocol.v1.CheckResponse;
import dev.rondo.protocol.v1.DescribeRequest;
import dev.rondo.protocol.v1.DescribeResponse;
import dev.rondo.protocol.v1.ExportRequest;
import dev.rondo.protocol.v1.ExportResponse;
import dev.rondo.protocol.v1.PrepareEvent;
import dev.rondo.protocol.v1.PrepareRequest;
import dev.rondo.protocol.v1.PreviewEvent;
import dev.rondo.protocol.v1.PreviewRequest;
import dev.rondo.protocol.v1.SaveRequest;
import dev.rondo.protocol.v1.SaveResponse;
import dev.rondo.protocol.v1.ShutdownRequest;
import dev.rondo.protocol.v1.ShutdownResponse;
import dev.rondo.protocol.v1.StopRequest;
import dev.rondo.protocol.v1.StopResponse;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TrainRequest;
import dev.rondo.protocol.v1.TrainerGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code rondo.trainer.v1} as gRPC calls it; what is done is elsewhere. */
final class TrainerService extends TrainerGrpc.TrainerImplBase {
  private final Preparations preparations;
  private final Checks checks;
  private final Previews previews;
  private final Turns turns;
  private final Exports exports;
  private final AwaitedAnswers rewards;
  private final Callable<DescribeResponse> description;
  private final Runnable exit;

  /**
   * Serves these.
   *
   * @param exit ends the process; called after the turn in hand has ended
   */
  TrainerService(
      Preparations preparations,
      Checks checks,
      Previews previews,
      Turns turns,
      Exports exports,
      AwaitedAnswers rewards,
      Callable<DescribeResponse> description,
      Runnable exit) {
    this.preparations = preparations;
    this.checks = checks;
    this.previews = previews;
    this.turns = turns;
    this.exports = exports;
    this.rewards = rewards;
    this.description = description;
    this.exit = exit;
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeResponse> response) {
    answer(response, description);
  }

  @Override
  public void prepare(PrepareRequest request, StreamObserver<PrepareEvent> response) {
    stream(response, () -> preparations.prepare(request.getRun(), response::onNext));
  }

  @Override
  public void check(CheckRequest request, StreamObserver<CheckResponse> response) {
    answer(response, () -> checks.check(request));
  }

  @Override
  public void train(TrainRequest request, StreamObserver<TrainEvent> response) {
    stream(response, () -> turns.train(request, response::onNext));
  }

  @Override
  public void stop(StopRequest request, StreamObserver<StopResponse> response) {
    turns.stop(request.getRunIdsList());
    answer(response, StopResponse::getDefaultInstance);
  }

  @Override
  public void save(SaveRequest request, StreamObserver<SaveResponse> response) {
    turns.save(request.getRunIdsList());
    answer(response, SaveResponse::getDefaultInstance);
  }

  @Override
  public void awaitRewards(
      AwaitRewardsRequest request, StreamObserver<AwaitRewardsResponse> response) {
    answer(response, () -> rewards.await(request.getRunId()));
  }

  @Override
  public void export(ExportRequest request, StreamObserver<ExportResponse> response) {
    answer(response, () -> exports.export(request));
  }

  @Override
  public void preview(PreviewRequest request, StreamObserver<PreviewEvent> response) {
    stream(response, () -> previews.preview(request, response::onNext));
  }

  @Override
  public void shutdown(ShutdownRequest request, StreamObserver<ShutdownResponse> response) {
    turns.stop(List.of());
    answer(response, ShutdownResponse::getDefaultInstance);
    exit.run();
  }

  private static <T> void answer(StreamObserver<T> response, Callable<T> work) {
    stream(
        response,
        () -> {
          response.onNext(work.call());
        });
  }

  private static void stream(StreamObserver<?> response, Work work) {
    try {
      work.run();
      response.onCompleted();
    } catch (Exception | Error failed) {
      response.onError(
          Status.INTERNAL.withDescription(reason(failed)).withCause(failed).asRuntimeException());
    }
  }

  private static String reason(Throwable failed) {
    return failed.getMessage() == null ? failed.toString() : failed.getMessage();
  }

  private interface Work {
    void run() throws Exception;
  }
}
