package dev.rondo.scheduler.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.chunk.ChunkPlan;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.schedule.BusySlot;
import dev.rondo.core.schedule.RunView;
import dev.rondo.protocol.v1.Evaluated;
import dev.rondo.protocol.v1.Logged;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.StepDone;
import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.scheduler.store.RunFolder;
import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** What the loop knows of a run. Belongs to the loop's thread. */
final class RunTracker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Run taken;
  private Run run;
  private final TurnClaim claim;
  private final Objective objective;
  private LatestMetrics metrics;
  private Phase phase = Phase.PENDING;
  private Optional<Prepared> prepared = Optional.empty();
  private Optional<CheckpointRef> checkpoint = Optional.empty();
  private Optional<Integer> slot = Optional.empty();
  private boolean isSaveAsked;
  private String engine = "";
  private String message = "";
  private String notice = "";
  private Optional<WorkerReport> ended = Optional.empty();
  private long step;
  private double epoch;
  private long rows;
  private long tokens;
  private final Setbacks setbacks = new Setbacks();

  RunTracker(Run run, int order, Objective objective) {
    this.taken = run;
    this.run = run;
    this.claim = new TurnClaim(name(), order);
    this.objective = objective;
    this.metrics = new LatestMetrics(objective);
  }

  String name() {
    return run.metadata().getName();
  }

  Run run() {
    return run;
  }

  /**
   * Whether this is the same object, held under the same epoch: else it is another run to train.
   */
  boolean isHeldAs(Run other) {
    return Objects.equals(run.metadata().getUid(), other.metadata().getUid())
        && Objects.equals(epochOf(run), epochOf(other));
  }

  private static Long epochOf(Run held) {
    return Optional.ofNullable(held.status())
        .map(RunStatus::placement)
        .map(Placement::epoch)
        .orElse(null);
  }

  /** The object as it is wanted now. */
  void wanted(Run next) {
    run = next;
  }

  /** Whether it waits for the checkpoint that it is to start from: it can't be prepared. */
  boolean isAwaitingSource() {
    return phase == Phase.PENDING && SourceCondition.isAwaited(run);
  }

  Phase phase() {
    return phase;
  }

  void phase(Phase next, String why) {
    phase = next;
    message = why;
    if (next != Phase.TRAINING && next != Phase.PREPARING) {
      slot = Optional.empty();
    }
    if (next != Phase.TRAINING) {
      isSaveAsked = false;
    }
    if (!next.hasPlace()) {
      claim.leave();
    }
  }

  void on(int slotId) {
    slot = Optional.of(slotId);
  }

  Optional<Integer> slot() {
    return slot;
  }

  long step() {
    return step;
  }

  Optional<BestEval> best() {
    return metrics.best();
  }

  /** Every value of the objective, by its step. */
  SortedMap<Long, Double> measurements() {
    return metrics.measurements();
  }

  /** What its evaluations compare within; empty before the first. */
  Optional<String> evalKey() {
    return metrics.evalKey();
  }

  Optional<Prepared> prepared() {
    return prepared;
  }

  /** Takes in its size; the numerics fingerprint that it began with stays its own. */
  void prepared(Prepared details) {
    prepared = Optional.of(details);
    engine = engine.isEmpty() ? details.getFingerprint() : engine;
    step = Math.max(step, details.getFirstStep());
  }

  /** Something that people should know of it, kept until it ends. */
  void noticed(String text) {
    notice = text;
  }

  /** An earlier process brought it to its end; nothing of its report changes any more. */
  void endedBefore(WorkerReport report) {
    ended = Optional.of(report);
    phase(Phase.SUCCEEDED, "");
  }

  /** Takes up what its metrics tell, after its state was restored. */
  void restoredAt(Optional<Long> atStep, RunFolder folder) throws IOException {
    step = atStep.orElse(prepared.map(Prepared::getFirstStep).orElse(0L));
    metrics = new LatestMetrics(objective);
    toldBefore().ifPresent(this::restoredFrom);
    for (JsonNode line : folder.metrics().records()) {
      epoch = line.path("epoch").asDouble();
      if (line.path("split").asText().equals("eval")) {
        metrics.evaluated(line);
      } else {
        metrics.logged(line);
        tokens = line.path("num_tokens").asLong();
      }
    }
  }

  /** What an earlier process published of this run and nothing else tells. */
  Optional<WorkerReport> toldBefore() {
    return Optional.ofNullable(taken.status()).map(RunStatus::worker);
  }

  private void restoredFrom(WorkerReport report) {
    checkpoint = checkpoint.or(() -> Optional.ofNullable(report.checkpoint()));
    engine = report.engine() == null ? engine : report.engine();
    rows = report.progress() == null ? rows : report.progress().rows();
    if (report.metrics() != null) {
      metrics.evalKey(report.metrics().evalKey());
    }
  }

  void stepped(StepDone done) {
    metrics.stepped(done, tokens);
    claim.stepped(done.getSeconds());
    step = done.getStep();
    epoch = done.getEpoch();
    rows = done.getRows();
    tokens = done.getTokens();
  }

  void logged(Logged logged) {
    metrics.logged(json(logged.getMetricsJson(), logged.getStep()));
  }

  void evaluated(Evaluated evaluated) {
    metrics.evalKey(evaluated.getEvalKey());
    metrics.evaluated(json(evaluated.getMetricsJson(), evaluated.getStep()));
  }

  /** Whether there is an evaluation of it, if only of the base model. */
  boolean isEvaluated() {
    return metrics.isEvaluated();
  }

  /** Whether this is the step of the checkpoint that it tells of. */
  boolean hasCheckpointOf(long atStep) {
    return checkpoint.filter(ref -> ref.step() == atStep).isPresent();
  }

  /** Its newest durable checkpoint; empty: it has none, whatever was told before. */
  void checkpointed(Optional<CheckpointRef> ref) {
    checkpoint = ref;
    isSaveAsked = false;
  }

  /** Whether a save is under way that was asked for; asks for one if it is not. */
  boolean isSaveUnderWay() {
    boolean isUnderWay = isSaveAsked;
    isSaveAsked = true;
    return isUnderWay;
  }

  /** Whether this is the first turn of its own. */
  boolean isAtStart() {
    return step == prepared.map(Prepared::getFirstStep).orElse(0L);
  }

  /** What sent it back to its checkpoint since its last turn. */
  Setbacks setbacks() {
    return setbacks;
  }

  /** It may take turns, once it is prepared. */
  void runnable(String why) {
    phase(prepared.isPresent() ? Phase.WAITING : Phase.PENDING, why);
  }

  ChunkPlan plan() {
    Prepared size = prepared.orElseThrow();
    return new ChunkPlan(
        size.getStepsPerEpoch(),
        size.getTotalSteps(),
        run.spec().chunks(),
        size.getFirstStep(),
        size.getEpochOrigin());
  }

  /** The step at which its next turn ends; at the budget's end a turn only finishes the run. */
  long endOfTurn() {
    return isAtEnd() ? step : plan().endOfChunkFrom(step);
  }

  /** Data consumed since its own start, in chunks. */
  double consumed() {
    return plan().consumed(step);
  }

  boolean isAtEnd() {
    return step >= prepared.orElseThrow().getTotalSteps();
  }

  /** Takes in what a turn took besides its steps. */
  void turned(TurnEnded ended) {
    claim.turned(ended.getEvalSeconds(), ended.getAttachSeconds() + ended.getSaveSeconds());
  }

  /** Whether it has its place among those that take turns. */
  boolean hasJoined() {
    return claim.hasJoined();
  }

  /** Takes its place among the runs that it joins. */
  void join(Collection<RunTracker> others) {
    claim.join(
        consumed(), others.stream().map(other -> other.claim.standing(other.consumed())).toList());
  }

  /** As a scheduling decision sees it while it waits. */
  RunView view() {
    return claim.view(plan(), step, endOfTurn());
  }

  /** As a scheduling decision sees its slot while it trains or is prepared. */
  BusySlot busy() {
    return prepared.map(_ -> claim.busy(plan(), step, endOfTurn())).orElse(new BusySlot(0, 0));
  }

  /** {@code status.worker}. */
  WorkerReport report() {
    return ended.orElseGet(this::presentReport);
  }

  private WorkerReport presentReport() {
    String told = message.isEmpty() ? notice : message;
    return new WorkerReport(
        epochOf(run),
        phase.word(),
        slot.orElse(null),
        prepared
            .map(this::progress)
            .orElseGet(() -> toldBefore().map(WorkerReport::progress).orElse(null)),
        metrics.report(),
        checkpoint.orElse(null),
        engine.isEmpty() ? null : engine,
        told.isEmpty() ? null : told,
        prepared
            .map(PreparedReport::inputs)
            .orElseGet(() -> toldBefore().map(WorkerReport::inputs).orElse(null)),
        prepared.map(PreparedReport::warnings).orElse(null),
        null,
        null);
  }

  private Progress progress(Prepared size) {
    ChunkPlan plan = plan();
    return new Progress(
        step,
        size.getTotalSteps(),
        plan.chunkOf(step),
        plan.chunkOf(size.getTotalSteps()) + 1,
        epoch,
        rows,
        tokens);
  }

  private static JsonNode json(String text, long step) {
    try {
      return JSON.readTree(text) instanceof ObjectNode record
          ? record.put("step", step)
          : JSON.missingNode();
    } catch (JsonProcessingException malformed) {
      return JSON.missingNode();
    }
  }
}
