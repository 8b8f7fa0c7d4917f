package dev.rondo.operator.run;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.SourceCondition;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RuleStop;
import dev.rondo.core.lifecycle.RunConditions;
import dev.rondo.core.lifecycle.RunFacts;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.operator.worker.NamedSources;
import dev.rondo.operator.worker.Worker;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run and what follows from it and the workers at this moment.
 *
 * @param resource as the API server has it
 * @param facts what its state follows from
 * @param attempt whether it is tried again, and how often it may be
 */
public record ObservedRun(RunResource resource, RunFacts facts, Attempt attempt) {
  /** The earliest first; those of one second by their names. */
  public static final Comparator<RunResource> BY_AGE =
      Comparator.comparing((RunResource run) -> run.getMetadata().getCreationTimestamp())
          .thenComparing(run -> run.getMetadata().getName());

  /**
   * What a run's facts follow from besides the run.
   *
   * @param suspended whether its experiment is
   * @param workers of its experiment
   * @param now the moment
   */
  public record Surroundings(boolean suspended, Collection<Worker> workers, Instant now) {}

  /** Looks at a run. */
  public static ObservedRun of(RunResource run, Surroundings around) {
    Optional<RunStatus> status = Optional.ofNullable(run.getStatus());
    Optional<Placement> placement = status.map(RunStatus::placement);
    WorkerReport report = report(status).orElse(null);
    Attempt attempt = Attempt.of(run, report, around.suspended(), around.now());
    boolean isHeld =
        placement.isPresent()
            && !attempt.forgetsReport()
            && around.workers().stream()
                .anyMatch(
                    worker -> worker.isAlive() && worker.uid().equals(placement.get().podUID()));
    return new ObservedRun(
        run,
        new RunFacts(
            refusal(status).orElse(null),
            source(run),
            run.getSpec().desiredState(),
            around.suspended(),
            attempt.isOverdue(),
            hold(isHeld, !attempt.forgetsReport() && wasHeld(status)),
            Worker.held(around.workers()).map(ObservedRun::obstacle).orElse(null),
            attempt.forgetsReport() ? null : report,
            attempt.retryAt()),
        attempt);
  }

  /** Without the cluster's message: each change of it would be a status write of every run. */
  private static String obstacle(Worker worker) {
    return worker.name() + " " + worker.obstacle().orElseThrow().what();
  }

  /** A report under another epoch is of a holder that has been replaced. */
  private static Optional<WorkerReport> report(Optional<RunStatus> status) {
    Long epoch = status.map(RunStatus::placement).map(Placement::epoch).orElse(null);
    return status
        .map(RunStatus::worker)
        .filter(told -> epoch != null && epoch.equals(told.epoch()));
  }

  private static RunFacts.Hold hold(boolean isHeld, boolean wasHeld) {
    if (isHeld) {
      return RunFacts.Hold.HELD;
    }
    return wasHeld ? RunFacts.Hold.LOST : RunFacts.Hold.NONE;
  }

  /** Whether the last look found a worker that held it; one that was let go is not lost. */
  private static boolean wasHeld(Optional<RunStatus> status) {
    return status
        .flatMap(told -> Conditions.find(told.conditions(), ConditionTypes.PLACED))
        .filter(placed ->
            placed.status().equals("True") || placed.reason().equals(RunConditions.WORKER_LOST))
        .isPresent();
  }

  /** What a condition {@code Accepted} tells that is False. */
  private static Optional<RunFacts.Refusal> refusal(Optional<RunStatus> status) {
    return status
        .flatMap(told -> Conditions.findFalse(told.conditions(), ConditionTypes.ACCEPTED))
        .map(accepted -> new RunFacts.Refusal(accepted.reason(), accepted.message()));
  }

  /** As the last look found it; a warm clone's source is looked for by its reconciler alone. */
  private static RunFacts.Source source(RunResource run) {
    return SourceCondition.isWarmClone(run.toRun()) ? SourceCondition.told(run.getStatus()) : null;
  }

  /** The run with the state that follows, which its status may not say yet. */
  public Run toRun() {
    Run run = resource.toRun();
    RunStatus status = run.status();
    return new Run(
        run.apiVersion(),
        run.kind(),
        run.metadata(),
        run.spec(),
        new RunStatus(
            facts.state().word(),
            null,
            placement(),
            null,
            null,
            null,
            status == null ? null : status.worker()));
  }

  /** Whether it would train if a worker had it. */
  public boolean isRunnable() {
    return facts.isRunnable() || (attempt.next() == Attempt.Next.RETRY && facts.refusal() == null);
  }

  /** What the worker that it was bound to last says of it, if it has said anything. */
  public Optional<WorkerReport> report() {
    return report(Optional.ofNullable(resource.getStatus()));
  }

  /** Its name. */
  public String name() {
    return resource.getMetadata().getName();
  }

  /** Where it was bound last; null: never. */
  public Placement placement() {
    return resource.getStatus() == null ? null : resource.getStatus().placement();
  }

  /** Whether it holds no experiment open: it has ended, or a rule has stopped it. */
  public boolean isSettled() {
    return facts.hasEnded()
        || (facts.state() == RunState.STOPPED && !isWanted() && stopByRule().isPresent());
  }

  /** What a worker has to mount for it. */
  public NamedSources sources() {
    return NamedSources.of(List.of(resource.getSpec()));
  }

  /** The stop by rule that holds it. */
  public Optional<ControlEntry> stopByRule() {
    return RuleStop.last(new Control(status().control()).entries());
  }

  /** Gestures that are not finished, oldest first. */
  public List<GestureRequest> requests() {
    return Objects.requireNonNullElse(resource.getSpec().requests(), List.of());
  }

  /** Whether a person wants it to go on. */
  public boolean isWanted() {
    return resource.getSpec().desiredState() != DesiredState.Stopped;
  }

  /** The status; an empty one before the first is written. */
  public RunStatus status() {
    return Objects.requireNonNullElse(resource.getStatus(), RunStatus.EMPTY);
  }

  /** The same after its spec and, of a clone, its source were looked for. */
  ObservedRun judged(Optional<RunFacts.Refusal> refusal, RunFacts.Source source) {
    return new ObservedRun(
        resource,
        new RunFacts(
            refusal.orElse(null),
            source,
            facts.desired(),
            facts.suspended(),
            facts.overdue(),
            facts.hold(),
            facts.obstacle(),
            facts.report(),
            facts.retryAt()),
        attempt);
  }
}
