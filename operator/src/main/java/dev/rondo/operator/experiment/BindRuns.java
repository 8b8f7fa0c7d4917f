package dev.rondo.operator.experiment;

import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.operator.StatusWriter;
import dev.rondo.operator.event.EventRecorder;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import dev.rondo.operator.run.ObservedRun;
import dev.rondo.operator.worker.Worker;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Binds runs to workers, one status write each, under a new epoch: a worker that held the run
 * before is refused from then on.
 */
final class BindRuns {
  private final StatusWriter statuses;
  private final EventRecorder events;

  BindRuns(StatusWriter statuses, EventRecorder events) {
    this.statuses = statuses;
    this.events = events;
  }

  void bind(ObservedExperiment seen) {
    List<Worker> ready =
        seen.workers().stream().filter(worker -> worker.phase() == Worker.Phase.READY).toList();
    if (ready.isEmpty()) {
      return;
    }
    Map<String, Integer> held = new HashMap<>();
    for (ObservedRun run : seen.runs()) {
      if (run.placement() != null && run.facts().isRunnable()) {
        held.merge(run.placement().podUID(), 1, Integer::sum);
      }
    }
    for (ObservedRun run : seen.runs()) {
      if (run.needsWorker()) {
        Worker worker =
            ready.stream()
                .min(Comparator.comparingInt(each -> held.getOrDefault(each.uid(), 0)))
                .orElseThrow();
        held.merge(worker.uid(), 1, Integer::sum);
        bind(run, worker);
      }
    }
  }

  private void bind(ObservedRun run, Worker worker) {
    long epoch = run.placement() == null ? 1 : run.placement().epoch() + 1;
    statuses.bind(run.resource(), new Placement(worker.name(), worker.uid(), epoch));
    events.record(
        run.resource(),
        List.of(
            new Happening(
                Reason.RUN_PLACED, "to worker %s, epoch %d".formatted(worker.name(), epoch))));
  }
}
