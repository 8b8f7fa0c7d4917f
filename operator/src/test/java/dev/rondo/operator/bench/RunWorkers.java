package dev.rondo.operator.bench;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.operator.cluster.Playground;
import dev.rondo.operator.cluster.WorkersPart;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The workers' part for all runs: what is asked of a run is done as soon as it is seen, and so many
 * other reports a second are written beside. Every version of a run goes to the gesture on it.
 */
final class RunWorkers implements Watcher<RunResource>, AutoCloseable {
  private static final long PERIOD_MICROSECONDS = 1_000_000L;
  private static final int WORKERS = 20;

  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, RunResource> runs = new ConcurrentHashMap<>();
  private final Map<String, WatchedGesture> gestures = new ConcurrentHashMap<>();
  private final ExecutorService acts = Executors.newFixedThreadPool(WORKERS);
  private final ScheduledExecutorService reports = Executors.newSingleThreadScheduledExecutor();
  private final Random random = new Random(2);
  private final Watch watch;
  private final AtomicLong steps = new AtomicLong();

  RunWorkers(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    this.watch = client.resources(RunResource.class).inNamespace(namespace).watch(this);
  }

  /** Reports on arbitrary runs, so often a second. */
  void keepReporting(int perSecond) {
    var _ =
        reports.scheduleAtFixedRate(
            () -> {
              List<String> names = new ArrayList<>(runs.keySet());
              report(names.get(random.nextInt(names.size())));
            },
            0,
            PERIOD_MICROSECONDS / perSecond,
            TimeUnit.MICROSECONDS);
  }

  /** The newest version of a run that was seen. */
  RunResource run(String name) {
    return runs.get(name);
  }

  /** Runs whose worker has said the first word. */
  long told() {
    return runs.values().stream().filter(run -> worker(run).isPresent()).count();
  }

  /** From now on, all that is seen of a run is shown to this. */
  WatchedGesture show(String name, WatchedGesture gesture) {
    gestures.put(name, gesture);
    return gesture;
  }

  @Override
  public void eventReceived(Action action, RunResource run) {
    String name = run.getMetadata().getName();
    runs.put(name, run);
    Optional.ofNullable(gestures.get(name)).ifPresent(gesture -> gesture.see(run));
    if (!isDone(run)) {
      acts.execute(() -> report(name));
    }
  }

  @Override
  public void onClose(WatcherException cause) {
    if (cause != null) {
      throw new IllegalStateException("runs can't be watched any more", cause);
    }
  }

  private static Optional<WorkerReport> worker(RunResource run) {
    return Optional.ofNullable(run.getStatus()).map(RunStatus::worker);
  }

  private static boolean isDone(RunResource run) {
    return run.getStatus() == null
        || run.getStatus().placement() == null
        || worker(run).filter(report -> wanted(run).equals(report.phase())).isPresent();
  }

  private static String wanted(RunResource run) {
    return run.getSpec().desiredState() == DesiredState.Stopped ? "Stopped" : "Training";
  }

  private void report(String name) {
    RunResource run = runs.get(name);
    long step = steps.incrementAndGet();
    WorkersPart.apply(
        client,
        namespace,
        name,
        RunStatus.of(
            WorkersPart.hearing(
                run.toRun(),
                Playground.at(run.getStatus().placement().epoch(), wanted(run), step, step))));
  }

  @Override
  public void close() {
    reports.shutdownNow();
    acts.shutdownNow();
    watch.close();
  }
}
