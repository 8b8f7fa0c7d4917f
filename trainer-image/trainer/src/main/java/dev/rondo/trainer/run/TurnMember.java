package dev.rondo.trainer.run;

import dev.rondo.protocol.v1.Notice;
import dev.rondo.protocol.v1.Sampled;
import dev.rondo.protocol.v1.Saved;
import dev.rondo.protocol.v1.StepDone;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.trainer.config.Leaf;
import dev.rondo.trainer.config.RefusedException;
import dev.rondo.trainer.step.BaseModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A run in a turn: what happens around its optimizer steps, told as events. */
final class TurnMember {
  private static final double NANOS = 1e9;

  private final TurnRequest request;
  private final Predicate<String> saveRequested;
  private final Consumer<TrainEvent> events;
  private final TurnEnded.Builder ended = TurnEnded.newBuilder();
  private final long begun = System.nanoTime();
  private Optional<RunInTurn> steps = Optional.empty();
  private long lastSave = begun;
  private long lastStep = begun;
  private long evaluated = -1;
  private double evalSeconds;
  private boolean isEvaluationAnswered;
  private Optional<Rounds> rounds = Optional.empty();
  private Optional<EvalTexts> texts = Optional.empty();

  /**
   * A member of a turn.
   *
   * @param saveRequested whether a run's state is to be saved at this step; true once per request
   */
  TurnMember(TurnRequest request, Predicate<String> saveRequested, Consumer<TrainEvent> events) {
    this.request = request;
    this.saveRequested = saveRequested;
    this.events = events;
  }

  String runId() {
    return request.session().runId();
  }

  RunInTurn steps() {
    return steps.orElseThrow();
  }

  /** Attaches the state and evaluates the base model's row where it is asked for. */
  void begin(BaseModel base)
      throws IOException, RefusedException, TrainingFailure, LostStateException, AwaitedRewards {
    AttachedRun run =
        AttachedRun.attach(request.session(), base, request.stateDir(), request.fromStep());
    steps = Optional.of(new RunInTurn(run));
    rounds = request.session().grpo().map(grpo -> new Rounds(run, grpo));
    texts = request.session().prompts().map(prompts -> new EvalTexts(run, prompts));
    run.engineNotice().ifPresent(this::notice);
    ended.setAttachSeconds(secondsSince(begun));
    lastStep = System.nanoTime();
    if (run.isNewClone()) {
      save();
    }
    if (request.evalAtStart() || run.isEvaluationDue()) {
      evaluate();
    }
  }

  /** Takes up the next optimizer step; a GRPO run first generates what it trains on. */
  void beginStep() throws IOException, TrainingFailure, AwaitedRewards {
    if (rounds.isEmpty()) {
      steps().beginStep(request.session().objective().step(run().counters().step()));
      return;
    }
    Rounds own = rounds.get();
    own.make();
    own.notices().forEach(this::notice);
    steps().beginStep(own.microBatches());
  }

  boolean isAtEnd() {
    return run().counters().step() >= request.toStep();
  }

  /** After an optimizer step: records, evaluations and saves that are due. */
  void afterStep() throws IOException, TrainingFailure, AwaitedRewards {
    Leaf leaf = request.session().leaf();
    StepPlan plan = request.session().plan();
    long step = run().counters().step();
    tellStep(plan.epochAfter(step));
    boolean endsEpoch = plan.endsEpoch(step) || step == plan.totalSteps();
    if (leaf.logging().isDue(step, endsEpoch, plan.budgetSteps())) {
      log(plan.epochAfter(step));
    }
    boolean isEvalDue =
        leaf.evaluation().isDue(step, endsEpoch, plan.budgetSteps())
            || (isAtEnd() && request.evalAtEnd());
    if (isEvalDue) {
      evaluate();
    }
    boolean isAsked = saveRequested.test(runId());
    int every = request.saveEverySeconds();
    boolean isLong = every > 0 && secondsSince(lastSave) >= every;
    // An evaluated state may be the best one, which is kept.
    if (!isAtEnd() && (isEvalDue || isAsked || isLong)) {
      save();
    }
  }

  /** Saves and says that the turn is over. */
  void end(TurnEnded.Reason reason) throws IOException {
    boolean isAwaiting = reason == TurnEnded.Reason.AWAITING_REWARDS;
    if (isAwaiting
        || isEvaluationAnswered
        || run().counters().step() > request.fromStep()
        || request.fromStep() == request.session().plan().origin().step()) {
      save();
    }
    if (!isAwaiting) {
      rounds.flatMap(Rounds::sample).ifPresent(event -> tell(event));
    }
    tellEnded(reason, "");
  }

  /** Says that the run failed alone. Its last saved state stays what it was. */
  void fail(String message) {
    tellEnded(TurnEnded.Reason.FAILED, message);
  }

  /** Says that the turn cannot begin before a state is restored. */
  void lostState(String message) {
    tellEnded(TurnEnded.Reason.STATE_LOST, message);
  }

  void detach() {
    rounds.ifPresent(Rounds::close);
    texts.ifPresent(EvalTexts::close);
    steps.ifPresent(inTurn -> inTurn.run().close());
  }

  private AttachedRun run() {
    return steps().run();
  }

  private void tellStep(double epoch) {
    Counters counters = run().counters();
    tell(
        TrainEvent.newBuilder()
            .setStep(
                StepDone.newBuilder()
                    .setStep(counters.step())
                    .setEpoch(epoch)
                    .setRows(counters.rows())
                    .setTokens(counters.tokens())
                    .setSeconds(secondsSince(lastStep))
                    .setLoss(steps().stepLoss())));
    lastStep = System.nanoTime();
  }

  private void log(double epoch) {
    tell(TrainEvent.newBuilder().setLogged(Records.training(steps(), epoch)));
    run().counters(run().counters().withWindow(LogWindow.EMPTY));
  }

  private void evaluate() throws TrainingFailure, AwaitedRewards {
    long step = run().counters().step();
    if (!request.session().isEvaluated() || evaluated == step) {
      return;
    }
    evaluated = step;
    long start = System.nanoTime();
    isEvaluationAnswered = run().isEvaluationDue();
    run().isEvaluationDue(true);
    Evaluation measured = rounds.isPresent() ? rounds.get().evaluate() : Evaluation.of(run());
    Optional<EvalTexts.Generated> generated = texts.map(EvalTexts::generate);
    Evaluation evaluation = generated.map(g -> measured.with(g.metrics())).orElse(measured);
    if (!Double.isFinite(evaluation.loss())) {
      throw new TrainingFailure(
          "step %d: eval_loss is %s; try a smaller learning_rate"
              .formatted(step, evaluation.loss()));
    }
    run().isEvaluationDue(false);
    double seconds = secondsSince(start);
    evalSeconds += seconds;
    tell(TrainEvent.newBuilder().setEvaluated(Records.evaluation(run(), evaluation, seconds)));
    generated.map(EvalTexts.Generated::lines).ifPresent(this::tellSample);
    lastStep = System.nanoTime();
  }

  private void tellSample(List<String> lines) {
    long step = run().counters().step();
    tell(
        TrainEvent.newBuilder()
            .setSampled(
                Sampled.newBuilder()
                    .setSplit("eval")
                    .setStep(step)
                    .setEpoch(request.session().plan().epochAfter(step))
                    .addAllCompletionJson(lines)));
  }

  private void save() throws IOException {
    long start = System.nanoTime();
    Path generation = run().save();
    lastSave = System.nanoTime();
    ended.setSaveSeconds(ended.getSaveSeconds() + secondsSince(start));
    tell(
        TrainEvent.newBuilder()
            .setSaved(
                Saved.newBuilder()
                    .setStep(run().counters().step())
                    .setGeneration(generation.endsWith("state.0") ? 0 : 1)
                    .setSeconds(secondsSince(start))));
    lastStep = System.nanoTime();
  }

  private void tellEnded(TurnEnded.Reason reason, String message) {
    double rest = ended.getAttachSeconds() + ended.getSaveSeconds() + evalSeconds;
    ended
        .setReason(reason)
        .setMessage(message)
        .setStep(steps.map(s -> s.run().counters().step()).orElse(request.fromStep()))
        .setEvalSeconds(evalSeconds)
        .setTrainSeconds(Math.max(0, secondsSince(begun) - rest));
    tell(TrainEvent.newBuilder().setTurnEnded(ended));
  }

  private void notice(String message) {
    tell(TrainEvent.newBuilder().setNotice(Notice.newBuilder().setMessage(message)));
  }

  private void tell(TrainEvent.Builder event) {
    events.accept(event.setRunId(runId()).build());
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / NANOS;
  }
}
