package dev.rondo.operator.run;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.CloneFrom;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.CloneRule;
import dev.rondo.core.clone.SourceChoice;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.clone.WarmStartRule;
import dev.rondo.core.gesture.GestureWord;
import dev.rondo.core.gesture.RequestRecord;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RunFacts;
import dev.rondo.core.lifecycle.RunPhases;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.core.lifecycle.Timestamps;
import dev.rondo.core.search.RunDefaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a clone comes by the checkpoint that it starts from.
 *
 * @param source fixed; null: not yet, or the clone is cold
 * @param facts for its conditions; null: it needs none
 * @param problem why there will be none
 * @param question what its parent's worker is to be asked; empty: nothing, or it has been asked
 */
record CloneStart(
    CloneSource source,
    RunFacts.Source facts,
    Optional<String> problem,
    Optional<GestureRequest> question) {

  /** Whether a run is a warm clone whose source is not fixed. */
  static boolean isWaiting(RunResource run) {
    CloneFrom from = run.getSpec().cloneFrom();
    return from != null
        && from.warmStart() != null
        && (run.getStatus() == null || run.getStatus().source() == null);
  }

  /** Whether a waiting clone can't start as things are: it asks its parent's worker for nothing. */
  static boolean isHindered(RunResource clone) {
    return SourceCondition.hindrance(clone.toRun()).isPresent();
  }

  /**
   * Looks for it.
   *
   * @param seen any run
   * @param parent the run that it names; empty: there is none
   */
  static CloneStart of(ObservedRun seen, Optional<RunResource> parent, Instant now) {
    RunResource clone = seen.resource();
    if (!isWaiting(clone)) {
      return new CloneStart(
          seen.status().source(), seen.facts().source(), Optional.empty(), Optional.empty());
    }
    String name = clone.getSpec().cloneFrom().run();
    if (parent.isEmpty()) {
      return impossible(
          "there is no run %s; a clone starts from one that is there".formatted(name));
    }
    RunResource from = parent.get();
    List<String> problems =
        WarmStartRule.problems(
            RunDefaults.complete(from.getSpec()),
            RunDefaults.complete(clone.getSpec()),
            clone.getSpec().cloneFrom().warmStart());
    if (!problems.isEmpty()) {
      return impossible(String.join("\n", problems));
    }
    // A question from before the clone may have been answered before it.
    Optional<GestureRequest> asked =
        question(from).filter(request -> !created(clone).isAfter(Instant.parse(request.time())));
    long step = CloneRule.stepOf(from.toRun());
    long askedAt = asked.map(request -> Long.parseLong(request.payload())).orElse(step);
    SourceChoice.Parent as = asParent(from, asked.map(GestureRequest::id));
    SourceChoice choice = SourceChoice.of(clone.getSpec().cloneFrom().at(), as, askedAt);
    boolean isToAsk =
        choice instanceof SourceChoice.Waits
            && asked.isEmpty()
            && as.canSave()
            && (as.isTraining() || !as.keeps());
    return new CloneStart(
        choice instanceof SourceChoice.Fixed(var source, _) ? source : null,
        SourceCondition.of(choice),
        choice instanceof SourceChoice.Impossible(var why) ? Optional.of(why) : Optional.empty(),
        isToAsk ? Optional.of(ask(clone, step, now)) : Optional.empty());
  }

  /** Which checkpoint of its parent a warm clone would start from, as things are. */
  static SourceChoice choice(CloneFrom from, RunResource parent) {
    return SourceChoice.of(
        from.at(), asParent(parent, Optional.empty()), CloneRule.stepOf(parent.toRun()));
  }

  /** What a run's worker has been asked for and may not have done yet. */
  static Optional<GestureRequest> question(RunResource run) {
    return Objects.requireNonNullElse(run.getSpec().requests(), List.<GestureRequest>of()).stream()
        .filter(request -> GestureWord.CHECKPOINT.equals(request.gesture()))
        .filter(request -> RequestRecord.problem(request).isEmpty())
        .findFirst();
  }

  private static Instant created(RunResource run) {
    return Instant.parse(run.getMetadata().getCreationTimestamp());
  }

  private static GestureRequest ask(RunResource clone, long step, Instant now) {
    return new GestureRequest(
        GestureWord.CHECKPOINT + "-" + clone.getMetadata().getUid(),
        GestureWord.CHECKPOINT,
        Long.toString(step),
        Timestamps.micros(now),
        Control.ACCEPTED,
        "for " + clone.getMetadata().getName());
  }

  private static CloneStart impossible(String why) {
    return new CloneStart(
        null,
        SourceCondition.of(new SourceChoice.Impossible(why)),
        Optional.of(why),
        Optional.empty());
  }

  /**
   * The parent as its status tells.
   *
   * @param question what its worker was asked for the clone; empty: nothing yet
   */
  private static SourceChoice.Parent asParent(RunResource run, Optional<String> question) {
    Optional<RunStatus> status = Optional.ofNullable(run.getStatus());
    Optional<WorkerReport> report = status.map(RunStatus::worker);
    List<CheckpointRef> durable =
        new ArrayList<>(report.map(WorkerReport::checkpoints).orElse(List.of()));
    report
        .map(WorkerReport::checkpoint)
        .filter(newest -> !durable.contains(newest))
        .ifPresent(durable::add);
    durable.removeIf(checkpoint -> checkpoint.step() == null);
    boolean isPlaced =
        Conditions.isTrue(
            status.map(RunStatus::conditions).orElse(List.of()), ConditionTypes.PLACED);
    long step = CloneRule.stepOf(run.toRun());
    boolean isAhead = durable.stream().noneMatch(checkpoint -> checkpoint.step() >= step);
    boolean trains = report.map(WorkerReport::phase).filter(RunPhases.TRAINING::equals).isPresent();
    RunState state = RunState.of(run.getStatus());
    boolean goesOn = isPlaced && (state == RunState.RUNNING || state == RunState.PENDING);
    boolean isHeard =
        report
            .map(WorkerReport::heard)
            .filter(heard -> question.filter(heard::contains).isPresent())
            .isPresent();
    return new SourceChoice.Parent(
        run.getMetadata().getName(),
        state,
        trains || (step > 0 && isAhead),
        isPlaced,
        !goesOn || isHeard,
        durable);
  }
}
