package dev.rondo.scheduler.metrics;

import com.sun.net.httpserver.HttpHandler;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.scheduler.record.TurnEnding;
import dev.rondo.scheduler.record.TurnLog;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * What a worker shows to Prometheus: the series of its runs, {@code rondo_run_*}, and of its slots,
 * {@code rondo_slot_*}, each with the experiment as a label. One thread tells it, any may read.
 */
public final class WorkerMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final RunSeries runs;
  private final SlotSeries slots;

  /** Of a worker with so many slots. */
  public WorkerMetrics(String experiment, int slots) {
    Labels common = Labels.of("experiment", experiment);
    this.runs = new RunSeries(registry, common);
    this.slots = new SlotSeries(registry, common, slots, System::nanoTime);
  }

  /** A run's newest report. */
  public void told(String run, WorkerReport report) {
    runs.told(run, report);
  }

  /** A run is gone or another worker's: its series end. */
  public void forgotten(String run) {
    runs.forgotten(run);
  }

  /** A slot has something to do. */
  public void taken(int slot) {
    slots.taken(slot);
  }

  /** A slot is free again. */
  public void freed(int slot) {
    slots.freed(slot);
  }

  /** A turn has ended. */
  public void turned(TurnLog.Entry turn) {
    slots.turned(turn);
    if (turn.ended().equals(TurnEnding.CRASHED.word())) {
      turn.runs().forEach(runs::restarted);
    }
  }

  /** Answers scrapes, in the format that the scraper asks for. */
  public HttpHandler handler() {
    return new MetricsHandler(registry);
  }
}
