package dev.rondo.operator.fuzz;

import dev.rondo.api.resource.RunResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every version of every run, as the API server tells them, shown to an oracle each: none is left
 * out.
 */
final class RunHistory implements Watcher<RunResource>, AutoCloseable {
  private final Map<String, GestureOracle> oracles = new TreeMap<>();
  private final Watch watch;
  private WatcherException broken;

  RunHistory(KubernetesClient client, String namespace) {
    this.watch = client.resources(RunResource.class).inNamespace(namespace).watch(this);
  }

  @Override
  public synchronized void eventReceived(Action action, RunResource run) {
    GestureOracle oracle =
        oracles.computeIfAbsent(run.getMetadata().getName(), _ -> new GestureOracle());
    if (action == Action.DELETED) {
      oracle.seeGone();
    } else {
      oracle.see(run);
    }
  }

  @Override
  public synchronized void onClose(WatcherException cause) {
    broken = cause;
  }

  /** Whether everything was seen up to this version. */
  synchronized boolean hasSeen(RunResource run) {
    return oracles.containsKey(run.getMetadata().getName())
        && oracles.get(run.getMetadata().getName()).hasSeen(run);
  }

  /** What was seen of all runs that ever were. */
  synchronized List<GestureOracle> oracles() {
    if (broken != null) {
      throw new IllegalStateException("the history has a gap", broken);
    }
    return List.copyOf(oracles.values());
  }

  @Override
  public void close() {
    watch.close();
  }
}
