package dev.rondo.operator.run;

import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.RunStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run's state follows from, and whose changes are looked at: its experiment, its worker, of
 * a clone its parent. What is read is what told of the change: two caches may be of two moments.
 */
final class RunSources {
  private static final String BY_EXPERIMENT = "experiment";
  private static final String BY_PARENT = "parent";

  private final IndexedResourceCache<RunResource> runs;
  private final InformerEventSource<ExperimentResource, RunResource> experiments;
  private final InformerEventSource<Pod, RunResource> pods;
  private final InformerEventSource<RunResource, RunResource> parents;

  RunSources(EventSourceContext<RunResource> context) {
    this.runs = context.getPrimaryCache();
    context
        .getPrimaryCache()
        .addIndexer(BY_EXPERIMENT, run -> List.of(key(run, run.getSpec().experiment())));
    context.getPrimaryCache().addIndexer(BY_PARENT, RunSources::parentOfAWaitingClone);
    this.experiments =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(ExperimentResource.class, RunResource.class)
                .withSecondaryToPrimaryMapper(experiment ->
                    ids(runs.byIndex(BY_EXPERIMENT, key(experiment, name(experiment)))))
                .withPrimaryToSecondaryMapper(
                    (RunResource run) -> Set.of(id(run, run.getSpec().experiment())))
                .withOnUpdateFilter((now, before) ->
                    !Objects.equals(now.getSpec().suspend(), before.getSpec().suspend())
                        || !Objects.equals(now.getSpec().maxRuns(), before.getSpec().maxRuns())
                        || !best(now).equals(best(before)))
                .build(),
            context);
    this.pods =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Pod.class, RunResource.class)
                .withLabelSelector(Labels.COMPONENT + "=" + WorkerPod.COMPONENT)
                .withSecondaryToPrimaryMapper(pod -> ids(runs.byIndex(BY_EXPERIMENT, keyOf(pod))))
                .withPrimaryToSecondaryMapper(RunSources::podOf)
                .build(),
            context);
    pods.addIndexers(Map.of(BY_EXPERIMENT, pod -> List.of(keyOf(pod))));
    this.parents =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(RunResource.class, RunResource.class)
                .withName("parents")
                .withSecondaryToPrimaryMapper(parent -> ids(waitingClones(parent)))
                .withPrimaryToSecondaryMapper((RunResource run) -> Set.of())
                .build(),
            context);
  }

  List<EventSource<?, RunResource>> all() {
    return List.of(experiments, pods, parents);
  }

  /** Every run that is watched. */
  Stream<RunResource> runs() {
    return runs.list();
  }

  /** The experiment of a run; empty: it is gone. */
  Optional<ExperimentResource> experiment(RunResource run) {
    return experiments.get(id(run, run.getSpec().experiment()));
  }

  /** Whether a run is ranked first in its experiment. */
  boolean isBest(RunResource run) {
    return experiment(run).flatMap(RunSources::best).filter(name(run)::equals).isPresent();
  }

  /** The pods of a run's experiment. */
  List<Pod> workers(RunResource run) {
    return pods.byIndex(BY_EXPERIMENT, key(run, run.getSpec().experiment()));
  }

  /** The run that a clone names; empty: there is none, or it is no clone. */
  Optional<RunResource> parent(RunResource clone) {
    return Optional.ofNullable(clone.getSpec().cloneFrom())
        .flatMap(from -> parents.get(id(clone, from.run())))
        .filter(parent -> parent.getSpec().experiment().equals(clone.getSpec().experiment()));
  }

  /** Warm clones of a run whose source is not fixed yet. */
  List<RunResource> waitingClones(RunResource run) {
    return runs.byIndex(BY_PARENT, key(run, name(run)));
  }

  /** The runs of a run's experiment, with itself. */
  List<RunResource> siblings(RunResource run) {
    return runs.byIndex(BY_EXPERIMENT, key(run, run.getSpec().experiment()));
  }

  private static Optional<String> best(ExperimentResource experiment) {
    return Optional.ofNullable(experiment.getStatus()).map(ExperimentStatus::best);
  }

  private static List<String> parentOfAWaitingClone(RunResource run) {
    return CloneStart.isWaiting(run)
        ? List.of(key(run, run.getSpec().cloneFrom().run()))
        : List.of();
  }

  private static Set<ResourceID> podOf(RunResource run) {
    return Optional.ofNullable(run.getStatus())
        .map(RunStatus::placement)
        .map(Placement::worker)
        .map(worker -> Set.of(id(run, worker)))
        .orElse(Set.of());
  }

  private static Set<ResourceID> ids(List<RunResource> runs) {
    return runs.stream().map(ResourceID::fromResource).collect(Collectors.toSet());
  }

  private static String keyOf(Pod worker) {
    return key(worker, worker.getMetadata().getLabels().get(Labels.EXPERIMENT));
  }

  private static String key(HasMetadata near, String name) {
    return near.getMetadata().getNamespace() + "/" + name;
  }

  private static ResourceID id(HasMetadata near, String name) {
    return new ResourceID(name, near.getMetadata().getNamespace());
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
