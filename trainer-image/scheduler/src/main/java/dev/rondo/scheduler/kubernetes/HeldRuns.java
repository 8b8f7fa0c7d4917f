package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of this worker's experiment, and those of them that are placed on this pod, as they were
 * when the API server was last heard. While it is away they stay as they are.
 */
final class HeldRuns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeldRuns.class);
  private static final Comparator<Run> BY_CREATION =
      Comparator.comparing((Run run) -> run.metadata().getCreationTimestamp())
          .thenComparingInt(run -> run.metadata().getName().length())
          .thenComparing(run -> run.metadata().getName());

  private final WorkerIdentity me;
  private final SharedIndexInformer<RunResource> informer;
  private final Runnable changed;
  private final Runnable gone;
  private volatile List<Run> all = List.of();
  private volatile List<Run> held = List.of();

  /**
   * Starts to watch.
   *
   * @param changed called on some thread after each change
   * @param gone called on some thread when a run was deleted, or placed elsewhere
   */
  HeldRuns(KubernetesClient client, WorkerIdentity me, Runnable changed, Runnable gone) {
    this.me = me;
    this.changed = changed;
    this.gone = gone;
    this.informer =
        client
            .resources(RunResource.class)
            .inNamespace(me.namespace())
            .withField("spec.experiment", me.experiment())
            .runnableInformer(0);
    informer.exceptionHandler((_, _) -> true);
    informer.addEventHandler(new Changes());
    var _ = informer.start();
  }

  /** Whether they were heard at all. */
  boolean areKnown() {
    return informer.hasSynced();
  }

  /** All of the experiment, in the order of their creation. */
  List<Run> all() {
    return all;
  }

  /** Those of this pod, in the order of their creation. */
  List<Run> now() {
    return held;
  }

  private void read() {
    all =
        informer.getStore().list().stream()
            .filter(run -> !run.isMarkedForDeletion())
            .map(RunResource::toRun)
            .sorted(BY_CREATION)
            .toList();
    held = all.stream().filter(this::isHeld).toList();
    changed.run();
  }

  /** A pod of the same name may have been another one. */
  private boolean isHeld(Run run) {
    return Optional.ofNullable(run.status())
        .map(RunStatus::placement)
        .filter(placement -> me.podUid().equals(placement.podUID()))
        .isPresent();
  }

  @Override
  public void close() {
    informer.stop();
  }

  private static boolean isToStop(RunResource run) {
    return run.getSpec().desiredState() == DesiredState.Stopped;
  }

  private static Placement placement(RunResource run) {
    return run.getStatus() == null ? null : run.getStatus().placement();
  }

  private final class Changes implements ResourceEventHandler<RunResource> {
    @Override
    public void onAdd(RunResource run) {
      read();
    }

    @Override
    public void onUpdate(RunResource before, RunResource now) {
      if (isHeld(now.toRun()) && isToStop(now) != isToStop(before)) {
        LOG.info("{}: is to {}", now.getMetadata().getName(), isToStop(now) ? "stop" : "go on");
      }
      read();
      if (!Objects.equals(placement(before), placement(now))) {
        gone.run();
      }
    }

    @Override
    public void onDelete(RunResource run, boolean lastStateUnknown) {
      read();
      gone.run();
    }
  }
}
