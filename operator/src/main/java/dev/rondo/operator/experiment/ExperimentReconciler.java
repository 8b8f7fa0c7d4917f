package dev.rondo.operator.experiment;

import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ConfigEntry;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.leaderboard.ExperimentProgress;
import dev.rondo.core.search.RunPlan;
import dev.rondo.operator.Conflicts;
import dev.rondo.operator.StatusWriter;
import dev.rondo.operator.event.EventRecorder;
import dev.rondo.operator.run.ObservedRun;
import dev.rondo.operator.worker.Worker;
import dev.rondo.operator.worker.WorkerBlueprint;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Observes an experiment with its runs and workers, decides, and acts: the ledger of runs is
 * written before runs are made, workers come and go, runs are bound to them. Events are told after
 * the status that says so.
 */
@Singleton
@ControllerConfiguration(
    name = ExperimentReconciler.NAME,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 60, timeUnit = TimeUnit.SECONDS))
public final class ExperimentReconciler implements Reconciler<ExperimentResource> {
  /** The controller's name. */
  public static final String NAME = "experiment";

  private final StatusWriter statuses;
  private final EventRecorder events;
  private final OutcomeWriter outcomes;
  private final RunCreation runs;
  private final WorkerActions workers;
  private final PlaceRuns placing;
  private final StopByRule stopping;
  private final ProgressThrottle throttle;
  private final PlannedExperiments plans = new PlannedExperiments();
  private final Clock clock;

  /** A reconciler of all experiments of the watched namespaces. */
  @Inject
  public ExperimentReconciler(ExperimentParts parts) {
    this.statuses = parts.statuses();
    this.events = parts.events();
    this.outcomes = new OutcomeWriter(parts.statuses(), parts.events());
    this.runs = new RunCreation(parts.client());
    this.workers = new WorkerActions(parts.client(), parts.settings().worker(), parts.clock());
    this.placing = new PlaceRuns(parts.statuses(), parts.events(), parts.metrics());
    this.stopping = new StopByRule(parts.client());
    this.throttle = new ProgressThrottle(parts.settings().progressEvery());
    this.clock = parts.clock();
  }

  @Override
  public List<EventSource<?, ExperimentResource>> prepareEventSources(
      EventSourceContext<ExperimentResource> context) {
    var ofRuns =
        InformerEventSourceConfiguration.from(RunResource.class, ExperimentResource.class)
            .withSecondaryToPrimaryMapper(run ->
                Set.of(
                    new ResourceID(run.getSpec().experiment(), run.getMetadata().getNamespace())))
            .build();
    var ofPods =
        InformerEventSourceConfiguration.from(Pod.class, ExperimentResource.class)
            .withLabelSelector(Labels.COMPONENT + "=" + WorkerPod.COMPONENT)
            .withSecondaryToPrimaryMapper(pod ->
                Set.of(
                    new ResourceID(
                        pod.getMetadata().getLabels().get(Labels.EXPERIMENT),
                        pod.getMetadata().getNamespace())))
            .build();
    return List.of(
        new InformerEventSource<>(ofRuns, context), new InformerEventSource<>(ofPods, context));
  }

  @Override
  public ErrorStatusUpdateControl<ExperimentResource> updateErrorStatus(
      ExperimentResource seen, Context<ExperimentResource> context, Exception thrown) {
    return Conflicts.again(thrown);
  }

  @Override
  public UpdateControl<ExperimentResource> reconcile(
      ExperimentResource experiment, Context<ExperimentResource> context) {
    String uid = experiment.getMetadata().getUid();
    if (experiment.isMarkedForDeletion()) {
      throttle.forget(uid);
      workers.forget(uid);
      return UpdateControl.noUpdate();
    }
    Instant now = clock.instant();
    PlannedExperiments.Plan planned = plans.of(experiment);
    Optional<RunPlan> plan = planned.plan();
    ObservedExperiment seen =
        ObservedExperiment.of(
            experiment,
            planned.problem(),
            context.getSecondaryResources(RunResource.class),
            context.getSecondaryResources(Pod.class),
            now);
    WorkerDemand demand = WorkerDemand.of(seen);
    ExperimentStatus before = seen.status();
    ExperimentStatus after = status(seen, plan, demand);
    Optional<Duration> delay = throttle.delay(uid, before, after, now);
    if (!after.equals(before) && delay.isEmpty()) {
      experiment = statuses.write(experiment, after);
      throttle.wrote(uid, now);
      events.record(experiment, ExperimentHappenings.between(before, after));
    }
    experiment = createRuns(experiment, plan, now);
    PlaceRuns.Outcome placed =
        seen.isSuspended() || demand.limit() == 0
            ? new PlaceRuns.Outcome(List.of(), false)
            : placing.place(seen, (double) WorkerDemand.patience(seen).toSeconds());
    WorkerActions.Outcome acted =
        workers.act(
            new WorkerBlueprint(experiment, experiment.getStatus().workerImage(), seen.sources()),
            demand,
            seen.workers(),
            Set.copyOf(placed.released()));
    events.record(experiment, acted.done());
    if (acted.refusal().isPresent()) {
      outcomes.writeRefusal(experiment, acted.refusal().get(), now);
    }
    boolean isStale = stopping.act(seen) || placed.isStale();
    return again(
        seen, demand, Stream.concat(delay.stream(), acted.nextTry().stream()).toList(), isStale);
  }

  private ExperimentStatus status(
      ObservedExperiment seen, Optional<RunPlan> plan, WorkerDemand demand) {
    ExperimentStatus before = seen.status();
    List<Run> all = seen.runs().stream().map(ObservedRun::toRun).toList();
    List<String> left =
        plan.map(RunPlan::left).orElse(List.of()).stream().map(ConfigEntry::name).toList();
    ExperimentStatus carried =
        new ExperimentStatus(
            plan.map(RunPlan::ledger).orElse(before.configs()),
            null,
            null,
            null,
            before.startTime() == null
                ? seen.resource().getMetadata().getCreationTimestamp()
                : before.startTime(),
            before.workerImage() == null ? workers.image() : before.workerImage(),
            ExperimentConditions.of(seen, demand, left));
    return ExperimentProgress.of(seen.resource().toExperiment(), carried, all);
  }

  private ExperimentResource createRuns(
      ExperimentResource experiment, Optional<RunPlan> plan, Instant now) {
    if (plan.isEmpty()) {
      return experiment;
    }
    RunCreation.Outcome outcome = runs.create(experiment, plan.get());
    ExperimentResource written = outcomes.write(experiment, outcome, now);
    outcome
        .failure()
        .ifPresent(failure -> {
          throw failure;
        });
    return written;
  }

  private static UpdateControl<ExperimentResource> again(
      ObservedExperiment seen, WorkerDemand demand, List<Duration> delays, boolean isStale) {
    List<Duration> waits = new ArrayList<>(delays);
    Stream.of(Optional.ofNullable(demand.until()), seen.nextTime(), idleEnd(seen))
        .flatMap(Optional::stream)
        .map(time -> Duration.between(seen.now(), time))
        .forEach(waits::add);
    if (isStale) {
      waits.add(Conflicts.SOON);
    }
    UpdateControl<ExperimentResource> control = UpdateControl.noUpdate();
    waits.stream()
        .min(Duration::compareTo)
        .ifPresent(wait -> control.rescheduleAfter(Math.max(1, wait.toMillis())));
    return control;
  }

  /** When the next worker with nothing to do goes, if nothing comes in between. */
  private static Optional<Instant> idleEnd(ObservedExperiment seen) {
    return seen.workers().stream()
        .filter(worker -> worker.phase() == Worker.Phase.READY)
        .map(worker ->
            PlacementView.idleSince(worker, seen.runs()).plus(WorkerDemand.patience(seen)))
        .filter(time -> time.isAfter(seen.now()))
        .min(Instant::compareTo);
  }
}
