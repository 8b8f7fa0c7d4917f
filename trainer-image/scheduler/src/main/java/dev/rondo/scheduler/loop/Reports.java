package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Publishes what changed: at once where something ended, else at most once in a while per run. */
final class Reports {
  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  private final RunStore store;
  private final Map<String, WorkerReport> published = new HashMap<>();
  private final Map<String, Long> times = new HashMap<>();

  Reports(RunStore store) {
    this.store = store;
  }

  void publish(Collection<RunTracker> runs) throws IOException {
    for (RunTracker run : runs) {
      if (System.nanoTime() - times.getOrDefault(run.name(), Long.MIN_VALUE / 2) >= INTERVAL) {
        publishNow(run);
      }
    }
  }

  void publishAll(Collection<RunTracker> runs) throws IOException {
    for (RunTracker run : runs) {
      publishNow(run);
    }
  }

  void publishNow(RunTracker run) throws IOException {
    WorkerReport report = run.report();
    if (!report.equals(published.get(run.name()))) {
      store.report(run.run(), report);
      published.put(run.name(), report);
      times.put(run.name(), System.nanoTime());
    }
  }
}
