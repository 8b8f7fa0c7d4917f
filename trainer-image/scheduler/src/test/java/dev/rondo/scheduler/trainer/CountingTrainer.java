package dev.rondo.scheduler.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.state.StateWriter;
import dev.rondo.protocol.v1.Evaluated;
import dev.rondo.protocol.v1.ExportRequest;
import dev.rondo.protocol.v1.ExportResponse;
import dev.rondo.protocol.v1.Logged;
import dev.rondo.protocol.v1.PrepareEvent;
import dev.rondo.protocol.v1.PrepareRequest;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.Problem;
import dev.rondo.protocol.v1.Refused;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.protocol.v1.RunTurn;
import dev.rondo.protocol.v1.SaveRequest;
import dev.rondo.protocol.v1.SaveResponse;
import dev.rondo.protocol.v1.Saved;
import dev.rondo.protocol.v1.StepDone;
import dev.rondo.protocol.v1.StopRequest;
import dev.rondo.protocol.v1.StopResponse;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TrainRequest;
import dev.rondo.protocol.v1.TrainerGrpc;
import dev.rondo.protocol.v1.TurnEnded;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A trainer without a model: its state is a hash of every step's number and learning rate, so that
 * a step which is lost, doubled or taken from another state shows. A run's {@code max_steps} is its
 * budget, an epoch has 8 steps; {@code weight_decay: 0.5} makes it fail at its second step, unless
 * there is a file {@code mended} beside the prepared rows when it is prepared.
 */
final class CountingTrainer extends TrainerGrpc.TrainerImplBase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int EPOCH = 8;
  private static final int FAILS_AFTER = 1;
  private static final double POISON = 0.5;

  private final long stepNanos;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Set<String> stopping = ConcurrentHashMap.newKeySet();
  private final Set<String> saving = ConcurrentHashMap.newKeySet();

  CountingTrainer(long stepNanos) {
    this.stepNanos = stepNanos;
  }

  private record Session(
      double learningRate, boolean fails, long total, long first, long hash, String digest) {}

  /** A state: the steps done and the hash over them. */
  record CountedState(long step, long hash) {
    CountedState next(double learningRate) {
      long mixed =
          (hash ^ (step + 1) ^ Double.doubleToLongBits(learningRate)) * 0x9E3779B97F4A7C15L;
      return new CountedState(step + 1, mixed ^ (mixed >>> 29));
    }

    static Optional<CountedState> read(Path directory) throws IOException {
      Optional<Path> newest = StateFile.newest(directory);
      if (newest.isEmpty()) {
        return Optional.empty();
      }
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment payload = StateFile.map(newest.get(), arena);
        return Optional.of(new CountedState(payload.get(LONG, 0), payload.get(LONG, Long.BYTES)));
      }
    }

    Path write(Path directory) throws IOException {
      ByteBuffer payload = ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      payload.putLong(0, step).putLong(Long.BYTES, hash);
      return StateWriter.save(directory, step, payload);
    }
  }

  @Override
  public void prepare(PrepareRequest request, StreamObserver<PrepareEvent> response) {
    try {
      RunConfig run = request.getRun();
      JsonNode args = JSON.readTree(run.getLeafJson()).path("config").path("trainingArgs");
      long budget = args.path("max_steps").asLong();
      CountedState start = new CountedState(0, 0);
      if (run.hasWarmStart()) {
        Optional<CountedState> source =
            CountedState.read(Path.of(run.getWarmStart().getStateDir()));
        if (source.isEmpty()) {
          response.onNext(refusal("there is no state to start from"));
          response.onCompleted();
          return;
        }
        start = source.get();
      }
      Session session =
          new Session(
              args.path("learning_rate").asDouble(),
              args.path("weight_decay").asDouble() == POISON
                  && !Files.exists(Path.of(run.getCacheDir(), "mended")),
              start.step() + budget,
              start.step(),
              start.hash(),
              Integer.toHexString(run.getLeafJson().hashCode()));
      sessions.put(run.getRunId(), session);
      response.onNext(
          PrepareEvent.newBuilder()
              .setPrepared(
                  Prepared.newBuilder()
                      .setStepsPerEpoch(EPOCH)
                      .setTotalSteps(session.total())
                      .setFirstStep(session.first())
                      .setConfigDigest(session.digest())
                      .setEvalKey("key"))
              .build());
      response.onCompleted();
    } catch (IOException failed) {
      response.onError(Status.INTERNAL.withCause(failed).asRuntimeException());
    }
  }

  private static PrepareEvent refusal(String message) {
    return PrepareEvent.newBuilder()
        .setRefused(
            Refused.newBuilder()
                .addProblems(Problem.newBuilder().setField("cloneFrom").setMessage(message)))
        .build();
  }

  @Override
  public void train(TrainRequest request, StreamObserver<TrainEvent> response) {
    RunTurn turn = request.getRuns(0);
    try {
      new CountedTurn(turn, sessions.get(turn.getRunId()), response).take();
      response.onCompleted();
    } catch (IOException failed) {
      response.onError(Status.INTERNAL.withCause(failed).asRuntimeException());
    } finally {
      stopping.remove(turn.getRunId());
      saving.remove(turn.getRunId());
    }
  }

  private final class CountedTurn {
    private final RunTurn turn;
    private final Session session;
    private final StreamObserver<TrainEvent> response;
    private final Path states;

    CountedTurn(RunTurn turn, Session session, StreamObserver<TrainEvent> response) {
      this.turn = turn;
      this.session = session;
      this.response = response;
      this.states = Path.of(turn.getStateDir());
    }

    void take() throws IOException {
      CountedState state =
          CountedState.read(states).orElse(new CountedState(session.first(), session.hash()));
      if (state.step() != turn.getFromStep()) {
        end(TurnEnded.Reason.STATE_LOST, state, "the state is of step " + state.step());
        return;
      }
      if (turn.getEvalAtStart()) {
        evaluate(state);
      }
      while (state.step() < turn.getToStep() && !stopping.contains(turn.getRunId())) {
        LockSupport.parkNanos(stepNanos);
        if (session.fails() && state.step() >= session.first() + FAILS_AFTER) {
          end(TurnEnded.Reason.FAILED, state, "the loss is not finite");
          return;
        }
        state = state.next(session.learningRate());
        log(state);
        if (saving.remove(turn.getRunId())) {
          save(state);
        }
      }
      boolean isDone = state.step() >= turn.getToStep();
      if (isDone) {
        evaluate(state);
      }
      if (state.step() > turn.getFromStep() || turn.getFromStep() == session.first()) {
        save(state);
      }
      end(isDone ? TurnEnded.Reason.COMPLETED : TurnEnded.Reason.STOPPED, state, "");
    }

    private void log(CountedState state) {
      double epoch = (double) state.step() / EPOCH;
      tell(
          TrainEvent.newBuilder()
              .setStep(
                  StepDone.newBuilder()
                      .setStep(state.step())
                      .setEpoch(epoch)
                      .setRows(state.step())
                      .setTokens(state.step())
                      .setSeconds(1e-3)
                      .setLoss(1)));
      tell(
          TrainEvent.newBuilder()
              .setLogged(
                  Logged.newBuilder()
                      .setStep(state.step())
                      .setEpoch(epoch)
                      .setMetricsJson(
                          "{\"loss\":1,\"learning_rate\":%s,\"num_tokens\":%d}"
                              .formatted(session.learningRate(), state.step()))));
    }

    private void evaluate(CountedState state) {
      tell(
          TrainEvent.newBuilder()
              .setEvaluated(
                  Evaluated.newBuilder()
                      .setStep(state.step())
                      .setEpoch((double) state.step() / EPOCH)
                      .setEvalKey("key")
                      .setMetricsJson("{\"eval_loss\":%s}".formatted(session.learningRate()))));
    }

    private void save(CountedState state) throws IOException {
      Path generation = state.write(states);
      tell(
          TrainEvent.newBuilder()
              .setSaved(
                  Saved.newBuilder()
                      .setStep(state.step())
                      .setGeneration(generation.endsWith("state.0") ? 0 : 1)));
    }

    private void end(TurnEnded.Reason reason, CountedState state, String message) {
      tell(
          TrainEvent.newBuilder()
              .setTurnEnded(
                  TurnEnded.newBuilder()
                      .setReason(reason)
                      .setStep(state.step())
                      .setMessage(message)));
    }

    private void tell(TrainEvent.Builder event) {
      response.onNext(event.setRunId(turn.getRunId()).build());
    }
  }

  @Override
  public void stop(StopRequest request, StreamObserver<StopResponse> response) {
    stopping.addAll(request.getRunIdsList());
    response.onNext(StopResponse.getDefaultInstance());
    response.onCompleted();
  }

  @Override
  public void save(SaveRequest request, StreamObserver<SaveResponse> response) {
    saving.addAll(request.getRunIdsList());
    response.onNext(SaveResponse.getDefaultInstance());
    response.onCompleted();
  }

  @Override
  public void export(ExportRequest request, StreamObserver<ExportResponse> response) {
    try {
      Files.createDirectories(Path.of(request.getTargetDir()));
      Files.writeString(Path.of(request.getTargetDir(), "exported"), request.getStateFile());
      response.onNext(ExportResponse.newBuilder().setTargetDir(request.getTargetDir()).build());
      response.onCompleted();
    } catch (IOException failed) {
      response.onError(Status.INTERNAL.withCause(failed).asRuntimeException());
    }
  }
}
