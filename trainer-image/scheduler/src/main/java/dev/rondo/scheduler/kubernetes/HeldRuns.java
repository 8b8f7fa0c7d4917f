package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Run;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Comparator;
import java.util.List;

/**
 * The runs that are placed on this pod, as they were when the API server was last heard. While it
 * is away they stay as they are.
 */
final class HeldRuns implements AutoCloseable {
  private static final Comparator<Run> BY_CREATION =
      Comparator.comparing((Run run) -> run.metadata().getCreationTimestamp())
          .thenComparingInt(run -> run.metadata().getName().length())
          .thenComparing(run -> run.metadata().getName());

  private final WorkerIdentity me;
  private final SharedIndexInformer<RunResource> informer;
  private final Runnable changed;
  private final Runnable gone;
  private volatile List<Run> runs = List.of();

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
            .withField("status.placement.worker", me.pod())
            .runnableInformer(0);
    informer.exceptionHandler((_, _) -> true);
    informer.addEventHandler(new Changes());
    var _ = informer.start();
  }

  /** Whether they were heard at all. */
  boolean areKnown() {
    return informer.hasSynced();
  }

  /** In the order of their creation. */
  List<Run> now() {
    return runs;
  }

  private void read() {
    runs =
        informer.getStore().list().stream()
            .filter(this::isHeld)
            .map(RunResource::toRun)
            .sorted(BY_CREATION)
            .toList();
    changed.run();
  }

  /** A pod of the same name may have been another one. */
  private boolean isHeld(RunResource run) {
    return run.getStatus() != null
        && run.getStatus().placement() != null
        && me.podUid().equals(run.getStatus().placement().podUID())
        && !run.isMarkedForDeletion();
  }

  @Override
  public void close() {
    informer.stop();
  }

  private final class Changes implements ResourceEventHandler<RunResource> {
    @Override
    public void onAdd(RunResource run) {
      read();
    }

    @Override
    public void onUpdate(RunResource before, RunResource now) {
      read();
    }

    @Override
    public void onDelete(RunResource run, boolean lastStateUnknown) {
      read();
      gone.run();
    }
  }
}
