package dev.rondo.scheduler.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.EvaluationPoint;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.TrainerKind;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.chunk.ChunkPlan;
import dev.rondo.core.clone.CheckpointRequests;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.leaderboard.Comparability;
import dev.rondo.core.schedule.BusySlot;
import dev.rondo.core.schedule.RunView;
import dev.rondo.core.stopping.Contenders;
import dev.rondo.protocol.v1.Evaluated;
import dev.rondo.protocol.v1.Logged;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.protocol.v1.StepDone;
import dev.rondo.protocol.v1.TurnEnded;
import dev.rondo.scheduler.store.RunFolder;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
  private final KeptCheckpoints checkpoints = new KeptCheckpoints();
  private final SavesAsked saves = new SavesAsked();
  private Optional<Integer> slot = Optional.empty();
  private String engine = "";
  private String message = "";
  private String notice = "";
  private Optional<WorkerReport> ended = Optional.empty();
  private Place place = Place.START;
  private final Setbacks setbacks = new Setbacks();

  RunTracker(Run run, int order, Objective objective) {
    this.taken = run;
    this.run = run;
    this.claim = new TurnClaim(name(), order);
    this.objective = objective;
    this.metrics = nothingYet();
  }

  private LatestMetrics nothingYet() {
    return new LatestMetrics(
        objective, Comparability.usual(TrainerKind.orDefault(run.spec().trainer())));
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

  /** Whether it is held under this epoch; null: under none, as in local mode. */
  boolean isHeldUnder(Long epoch) {
    return Objects.equals(epochOf(run), epoch);
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
      saves.turnIsOver();
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
    return place.step();
  }

  Optional<BestEval> best() {
    return metrics.best();
  }

  Optional<Prepared> prepared() {
    return prepared;
  }

  /** Takes in its size; the numerics fingerprint that it began with stays its own. */
  void prepared(Prepared details) {
    prepared = Optional.of(details);
    engine = engine.isEmpty() ? details.getFingerprint() : engine;
    place = place.at(Math.max(step(), details.getFirstStep()));
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
    place = place.at(atStep.orElse(prepared.map(Prepared::getFirstStep).orElse(0L)));
    metrics = nothingYet();
    toldBefore().ifPresent(this::restoredFrom);
    for (JsonNode line : folder.metrics().records()) {
      place = place.told(line);
      if (line.path("split").asText().equals("eval")) {
        metrics.evaluated(line);
      } else {
        metrics.logged(line);
      }
    }
  }

  /** What an earlier process published of this run and nothing else tells. */
  Optional<WorkerReport> toldBefore() {
    return Optional.ofNullable(taken.status()).map(RunStatus::worker);
  }

  private void restoredFrom(WorkerReport report) {
    Optional.ofNullable(report.checkpoints()).ifPresent(checkpoints::told);
    Optional.ofNullable(report.checkpoint()).map(List::of).ifPresent(checkpoints::told);
    engine = report.engine() == null ? engine : report.engine();
    Optional.ofNullable(report.progress())
        .map(Progress::rows)
        .ifPresent(rows -> place = place.rows(rows));
    if (report.metrics() != null) {
      metrics.evalKey(report.metrics().evalKey());
    }
  }

  void stepped(StepDone done) {
    metrics.stepped(done, place.tokens());
    claim.stepped(done.getSeconds());
    place = Place.after(done);
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

  /** Its durable checkpoints, as its status tells them. */
  KeptCheckpoints checkpoints() {
    return checkpoints;
  }

  /** It has a new durable checkpoint. */
  void checkpointed(CheckpointRef ref) {
    checkpoints.wrote(ref);
    saves.wrote(ref.step());
  }

  /** Whether it is to be saved at its next step for somebody who asks; that is under way then. */
  boolean beginsSave() {
    saves.hear(CheckpointRequests.open(run), step(), phase == Phase.TRAINING);
    return phase == Phase.TRAINING
        && saves.begin(checkpoints.newest().map(CheckpointRef::step).orElse(0L));
  }

  /** Ids of the requests for a checkpoint that it keeps all of its checkpoints for. */
  List<String> heard() {
    return saves.heeded();
  }

  /** Whether this is the first turn of its own. */
  boolean isAtStart() {
    return step() == prepared.map(Prepared::getFirstStep).orElse(0L);
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
    return isAtEnd() ? step() : plan().endOfChunkFrom(step());
  }

  /** Data consumed since its own start, in chunks. */
  double consumed() {
    return plan().consumed(step());
  }

  boolean isAtEnd() {
    return step() >= prepared.orElseThrow().getTotalSteps();
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
    return claim.view(priority(), plan(), step(), endOfTurn());
  }

  private int priority() {
    return Objects.requireNonNullElse(run.spec().priority(), 0);
  }

  /** As a scheduling decision sees its slot while it trains or is prepared. */
  BusySlot busy() {
    return prepared.map(_ -> claim.busy(plan(), step(), endOfTurn())).orElse(new BusySlot(0, 0));
  }

  /** {@code status.worker}. */
  WorkerReport report() {
    return ended.orElseGet(this::presentReport);
  }

  private WorkerReport presentReport() {
    String told = message.isEmpty() ? notice : message;
    Optional<WorkerReport> before = toldBefore();
    List<CheckpointRef> durable = checkpoints.all();
    return new WorkerReport(
        epochOf(run),
        phase.word(),
        slot.orElse(null),
        prepared
            .map(_ -> PreparedReport.progress(plan(), place))
            .or(() ->
                before.map(WorkerReport::progress).map(it -> PreparedReport.progress(it, place)))
            .orElse(null),
        metrics.report(),
        checkpoints.newest().orElse(null),
        engine.isEmpty() ? null : engine,
        told.isEmpty() ? null : told,
        prepared
            .map(PreparedReport::inputs)
            .orElseGet(() -> before.map(WorkerReport::inputs).orElse(null)),
        prepared.map(PreparedReport::warnings).orElse(null),
        durable.isEmpty() ? null : durable,
        prepared
            .map(_ -> evaluations())
            .or(() -> before.map(WorkerReport::evaluations))
            .filter(points -> !points.isEmpty())
            .orElse(null),
        heard().isEmpty() ? null : heard());
  }

  private List<EvaluationPoint> evaluations() {
    SortedMap<Double, Double> values = new TreeMap<>();
    metrics.measurements().forEach((at, value) -> values.put(plan().consumed(at), value));
    return Contenders.told(values);
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
