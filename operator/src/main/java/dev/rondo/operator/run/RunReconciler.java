package dev.rondo.operator.run;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.core.gesture.Answers;
import dev.rondo.core.gesture.Intake;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.lifecycle.RunConditions;
import dev.rondo.core.lifecycle.RunFacts;
import dev.rondo.operator.Conflicts;
import dev.rondo.operator.ObjectValidation;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.worker.Worker;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Takes gestures on a run in, acts on them, and writes its answers, state and conditions as they
 * follow from what its worker says. Where a run is placed is decided for the whole experiment.
 */
@Singleton
@ControllerConfiguration(
    name = RunReconciler.NAME,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = RunUpdates.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 60, timeUnit = TimeUnit.SECONDS))
public final class RunReconciler implements Reconciler<RunResource> {
  /** The controller's name. */
  public static final String NAME = "run";

  private final RunParts parts;
  private final GestureIntake gestures;
  private final CloneCreation clones;
  private final Adoption adoption;
  private final Quota quota = new Quota();
  private RunSources sources;

  /** A reconciler of all runs of the watched namespaces. */
  @Inject
  public RunReconciler(RunParts parts) {
    this.parts = parts;
    this.gestures = new GestureIntake(parts.client());
    this.clones = new CloneCreation(parts.client());
    this.adoption = new Adoption(parts.client());
  }

  @Override
  public List<EventSource<?, RunResource>> prepareEventSources(
      EventSourceContext<RunResource> context) {
    sources = new RunSources(context);
    parts.metrics().watch(sources::runs);
    return sources.all();
  }

  @Override
  public ErrorStatusUpdateControl<RunResource> updateErrorStatus(
      RunResource seen, Context<RunResource> context, Exception thrown) {
    return Conflicts.again(thrown);
  }

  @Override
  public UpdateControl<RunResource> reconcile(RunResource run, Context<RunResource> context) {
    if (run.isMarkedForDeletion()) {
      return UpdateControl.noUpdate();
    }
    ObservedRun.Surroundings around = look(run);
    ObservedRun seen = gestures.turnAway(ObservedRun.of(run, around), around, parts.events());
    Intake intake = gestures.read(seen, around.now());
    if (!intake.isEmpty()) {
      seen = gestures.record(seen, intake, around);
    }
    Optional<RunResource> parent = sources.parent(run);
    CloneStart start = CloneStart.of(seen, parent, around.now());
    Optional<ExperimentResource> experiment = sources.experiment(run);
    seen = seen.judged(refusal(seen, start, experiment), start.facts());
    Answers answers =
        Answers.of(
            seen.requests(),
            seen.status().control(),
            GestureIntake.situation(seen),
            clones.act(seen, experiment),
            around.now());
    RunResource written = write(seen, start, answers, around.now());
    followUp(seen, written, answers);
    start
        .question()
        .ifPresent(question -> Questions.ask(parent.orElseThrow(), question, parts.client()));
    experiment.ifPresent(owner -> adoption.adopt(run, owner));
    return again(seen, around.now());
  }

  private Optional<RunFacts.Refusal> refusal(
      ObservedRun seen, CloneStart start, Optional<ExperimentResource> experiment) {
    RunResource run = seen.resource();
    Optional<String> invalid = ObjectValidation.problem(run).or(start::problem);
    if (invalid.isPresent()) {
      quota.leave(run);
      return invalid.map(RunFacts.Refusal::ofConfig);
    }
    return experiment
        .flatMap(owner -> quota.problem(run, owner, sources.siblings(run)))
        .map(RunFacts.Refusal::ofQuota);
  }

  private ObservedRun.Surroundings look(RunResource run) {
    boolean suspended =
        sources
            .experiment(run)
            .map(experiment -> Boolean.TRUE.equals(experiment.getSpec().suspend()))
            .orElse(false);
    Instant now = parts.clock().instant();
    List<Worker> workers = sources.workers(run).stream().map(pod -> Worker.of(pod, now)).toList();
    return new ObservedRun.Surroundings(suspended, workers, now);
  }

  /** Events are told after the status that says so. */
  private RunResource write(ObservedRun seen, CloneStart start, Answers answers, Instant now) {
    RunStatus before = seen.status();
    long generation = seen.resource().getMetadata().getGeneration();
    RunStatus after =
        new RunStatus(
            seen.facts().state().word(),
            sources.isBest(seen.resource()) ? true : null,
            before.placement(),
            start.source(),
            answers.control().isEmpty() ? null : answers.control(),
            RunConditions.of(
                seen.facts(),
                answers.control(),
                new Conditions(before.conditions(), generation, now)),
            before.worker());
    if (after.equals(before)) {
      return seen.resource();
    }
    RunResource written = parts.statuses().write(seen.resource(), after);
    List<Happening> happenings = new ArrayList<>(GestureHappenings.of(answers.news()));
    happenings.addAll(RunHappenings.between(before, after));
    parts.events().record(written, happenings);
    answers.news().forEach(parts.metrics()::answered);
    StateChange.between(before, after, now).ifPresent(change -> change.count(parts.metrics()));
    return written;
  }

  /** What is only done once its reason stands in the status. */
  private void followUp(ObservedRun seen, RunResource written, Answers answers) {
    List<String> finished = new ArrayList<>(answers.finished());
    if (sources.waitingClones(written).stream().allMatch(CloneStart::isHindered)) {
      CloneStart.question(written).map(GestureRequest::id).ifPresent(finished::add);
    }
    RunPatch patch = new RunPatch(written).drop(finished);
    if (seen.facts().overdue() && seen.isWanted()) {
      patch.desire(DesiredState.Stopped);
    }
    patch.apply(parts.client());
  }

  private static UpdateControl<RunResource> again(ObservedRun seen, Instant now) {
    UpdateControl<RunResource> control = UpdateControl.noUpdate();
    Stream.of(
            Optional.ofNullable(seen.attempt().retryAt()),
            Optional.ofNullable(seen.attempt().deadline()))
        .flatMap(Optional::stream)
        .filter(time -> time.isAfter(now))
        .min(Instant::compareTo)
        .map(time -> Math.max(1, Duration.between(now, time).toMillis()))
        .ifPresent(control::rescheduleAfter);
    return control;
  }
}
