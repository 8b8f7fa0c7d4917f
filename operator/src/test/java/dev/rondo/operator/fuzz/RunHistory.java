package dev.rondo.operator.fuzz;

import dev.rondo.api.resource.RunResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every version of every run, as the API server tells them: none is left out. */
final class RunHistory implements Watcher<RunResource>, AutoCloseable {
  private final Map<String, List<RunResource>> versions = new ConcurrentHashMap<>();
  private final Watch watch;
  private volatile WatcherException broken;

  RunHistory(KubernetesClient client, String namespace) {
    this.watch = client.resources(RunResource.class).inNamespace(namespace).watch(this);
  }

  @Override
  public void eventReceived(Action action, RunResource run) {
    List<RunResource> known =
        versions.computeIfAbsent(run.getMetadata().getName(), _ -> new ArrayList<>());
    synchronized (known) {
      known.add(run);
    }
  }

  @Override
  public void onClose(WatcherException cause) {
    broken = cause;
  }

  /** Of one run, oldest first. */
  List<RunResource> of(String run) {
    if (broken != null) {
      throw new IllegalStateException("the history has a gap", broken);
    }
    List<RunResource> known = versions.getOrDefault(run, List.of());
    synchronized (known) {
      return List.copyOf(known);
    }
  }

  /** Names of all runs that ever were. */
  List<String> names() {
    return versions.keySet().stream().sorted().toList();
  }

  @Override
  public void close() {
    watch.close();
  }
}
