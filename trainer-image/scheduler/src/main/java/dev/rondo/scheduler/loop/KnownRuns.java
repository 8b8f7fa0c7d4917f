package dev.rondo.scheduler.loop;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runs of this worker by name, in the order of their creation. Belongs to the loop's thread.
 */
final class KnownRuns {
  private final Map<String, RunTracker> runs = new LinkedHashMap<>();

  /** The run of this name, or empty: it is new, or was deleted. */
  Optional<RunTracker> find(String name) {
    return Optional.ofNullable(runs.get(name));
  }

  void add(RunTracker run) {
    runs.put(run.name(), run);
  }

  void remove(String name) {
    runs.remove(name);
  }

  int size() {
    return runs.size();
  }

  Collection<RunTracker> all() {
    return Collections.unmodifiableCollection(runs.values());
  }

  List<RunTracker> in(Phase phase) {
    return runs.values().stream().filter(run -> run.phase() == phase).toList();
  }

  Optional<RunTracker> first(Phase phase) {
    return runs.values().stream().filter(run -> run.phase() == phase).findFirst();
  }

  /** The first that can be prepared now. */
  Optional<RunTracker> firstToPrepare() {
    return in(Phase.PENDING).stream().filter(run -> !run.isAwaitingSource()).findFirst();
  }

  /** A clone that waits for its checkpoint waits for another run, which is live or nobody is. */
  boolean hasLive() {
    return runs.values().stream().anyMatch(run -> run.phase().isLive() && !run.isAwaitingSource());
  }
}
