package dev.rondo.operator.run;

import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.lifecycle.RunConditions;
import dev.rondo.core.lifecycle.RunFacts;
import dev.rondo.operator.Conflicts;
import dev.rondo.operator.ObjectValidation;
import dev.rondo.operator.StatusWriter;
import dev.rondo.operator.event.EventRecorder;
import dev.rondo.operator.worker.Worker;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Takes in gestures on a run, and writes its state and conditions as they follow from what its
 * worker says. Where a run is placed, {@code BindRuns} decides for the whole experiment.
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

  private static final String BY_EXPERIMENT = "experiment";

  private final StatusWriter statuses;
  private final GestureIntake gestures;
  private final EventRecorder events;
  private final Clock clock;

  /** A reconciler of all runs of the watched namespaces. */
  @Inject
  public RunReconciler(
      StatusWriter statuses, GestureIntake gestures, EventRecorder events, Clock clock) {
    this.statuses = statuses;
    this.gestures = gestures;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, RunResource>> prepareEventSources(
      EventSourceContext<RunResource> context) {
    context
        .getPrimaryCache()
        .addIndexer(BY_EXPERIMENT, run -> List.of(key(run, run.getSpec().experiment())));
    var experiments =
        InformerEventSourceConfiguration.from(ExperimentResource.class, RunResource.class)
            .withSecondaryToPrimaryMapper(
                experiment -> runsOf(context, experiment, experiment.getMetadata().getName()))
            .withPrimaryToSecondaryMapper(
                (RunResource run) -> Set.of(id(run, run.getSpec().experiment())))
            .withOnUpdateFilter((now, before) ->
                !Objects.equals(now.getSpec().suspend(), before.getSpec().suspend()))
            .build();
    var pods =
        InformerEventSourceConfiguration.from(Pod.class, RunResource.class)
            .withLabelSelector(Labels.COMPONENT + "=" + WorkerPod.COMPONENT)
            .withSecondaryToPrimaryMapper(
                pod -> runsOf(context, pod, pod.getMetadata().getLabels().get(Labels.EXPERIMENT)))
            .withPrimaryToSecondaryMapper((RunResource run) ->
                Optional.ofNullable(run.getStatus())
                    .map(RunStatus::placement)
                    .map(Placement::worker)
                    .map(worker -> Set.of(id(run, worker)))
                    .orElse(Set.of()))
            .build();
    return List.of(
        new InformerEventSource<>(experiments, context), new InformerEventSource<>(pods, context));
  }

  @Override
  public ErrorStatusUpdateControl<RunResource> updateErrorStatus(
      RunResource seen, Context<RunResource> context, Exception thrown) {
    return Conflicts.again(thrown);
  }

  @Override
  public UpdateControl<RunResource> reconcile(RunResource run, Context<RunResource> context) {
    if (run.isMarkedForDeletion() || gestures.takeIn(run)) {
      // A gesture that was taken in has changed the run: that is an event of its own.
      return UpdateControl.noUpdate();
    }
    boolean suspended =
        context
            .getSecondaryResource(ExperimentResource.class)
            .map(experiment -> Boolean.TRUE.equals(experiment.getSpec().suspend()))
            .orElse(false);
    Instant now = clock.instant();
    List<Worker> workers =
        context.getSecondaryResources(Pod.class).stream().map(pod -> Worker.of(pod, now)).toList();
    RunFacts seen = ObservedRun.of(run, suspended, workers).facts();
    RunStatus before =
        Optional.ofNullable(run.getStatus())
            .orElse(new RunStatus(null, null, null, null, null, null));
    RunFacts facts =
        new RunFacts(
            ObjectValidation.problem(run).orElse(null),
            seen.desired(),
            seen.suspended(),
            seen.hold(),
            seen.report());
    List<Condition> conditions =
        RunConditions.of(
            facts, new Conditions(before.conditions(), run.getMetadata().getGeneration(), now));
    RunStatus after =
        new RunStatus(
            facts.state().word(),
            before.placement(),
            before.source(),
            before.control(),
            conditions,
            before.worker());
    if (!after.equals(before)) {
      statuses.write(run, after);
      events.record(run, RunHappenings.between(before, after));
    }
    return UpdateControl.noUpdate();
  }

  private static Set<ResourceID> runsOf(
      EventSourceContext<RunResource> context, HasMetadata near, String experiment) {
    return context.getPrimaryCache().byIndex(BY_EXPERIMENT, key(near, experiment)).stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static String key(HasMetadata near, String experiment) {
    return near.getMetadata().getNamespace() + "/" + experiment;
  }

  private static ResourceID id(HasMetadata near, String name) {
    return new ResourceID(name, near.getMetadata().getNamespace());
  }
}
