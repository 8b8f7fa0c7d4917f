package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Publishes what changed: at once where something ended, else at most once in a while per run. */
final class Reports {
  private static final System.Logger LOG = System.getLogger(Reports.class.getName());
  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  private final RunStore store;
  private final Map<String, WorkerReport> published = new HashMap<>();
  private final Map<String, Long> times = new HashMap<>();
  private Optional<IOException> failure = Optional.empty();

  Reports(RunStore store) {
    this.store = store;
  }

  /** What is due; what cannot be written now is tried again. */
  void publish(Collection<RunTracker> runs) {
    for (RunTracker run : runs) {
      if (System.nanoTime() - times.getOrDefault(run.name(), Long.MIN_VALUE / 2) >= INTERVAL) {
        publishNow(run);
      }
    }
  }

  /** The run is gone: another of its name is another run. */
  void forget(RunTracker run) {
    published.remove(run.name());
    times.remove(run.name());
  }

  /**
   * All, for the last time.
   *
   * @throws IOException if one could not be written
   */
  void publishLast(Collection<RunTracker> runs) throws IOException {
    failure = Optional.empty();
    runs.forEach(this::publishNow);
    if (failure.isPresent()) {
      throw new IOException(Reason.of(failure.get()), failure.get());
    }
  }

  void publishNow(RunTracker run) {
    WorkerReport report = run.report();
    if (report.equals(published.get(run.name()))) {
      return;
    }
    times.put(run.name(), System.nanoTime());
    try {
      store.report(run.run(), report);
      published.put(run.name(), report);
      failure = Optional.empty();
    } catch (IOException failed) {
      if (failure.isEmpty()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "the status of {0} waits: {1}",
            run.name(),
            Reason.of(failed));
      }
      failure = Optional.of(failed);
    }
  }
}
