package dev.rondo.operator.experiment;

import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.core.lifecycle.Timestamps;
import dev.rondo.core.placement.PlacementAction;
import dev.rondo.core.placement.RunPlacement;
import dev.rondo.operator.Conflicts;
import dev.rondo.operator.StatusWriter;
import dev.rondo.operator.event.EventRecorder;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import dev.rondo.operator.metrics.OperatorMetrics;
import dev.rondo.operator.run.Attempt;
import dev.rondo.operator.run.ObservedRun;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Binds runs to workers as {@link RunPlacement} decides, one status write each, under a new epoch:
 * a worker that held the run before is refused from then on.
 */
final class PlaceRuns {
  private final StatusWriter statuses;
  private final EventRecorder events;
  private final OperatorMetrics metrics;

  PlaceRuns(StatusWriter statuses, EventRecorder events, OperatorMetrics metrics) {
    this.statuses = statuses;
    this.events = events;
    this.metrics = metrics;
  }

  /**
   * Binds.
   *
   * @param idleSeconds how long a worker with nothing to do stays
   * @return what is to be done with workers, and whether some bind has to wait for a newer look
   */
  Outcome place(ObservedExperiment seen, double idleSeconds) {
    Map<String, ObservedRun> runs =
        seen.runs().stream().collect(Collectors.toMap(ObservedRun::name, Function.identity()));
    List<String> released = new ArrayList<>();
    boolean isStale = false;
    for (PlacementAction action : RunPlacement.decide(PlacementView.of(seen, idleSeconds))) {
      switch (action) {
        case PlacementAction.Bind bind -> isStale |= !bind(runs.get(bind.run()), bind, seen);
        case PlacementAction.Release(var worker) -> released.add(worker);
      }
    }
    return new Outcome(released, isStale);
  }

  /**
   * What came of it.
   *
   * @param released names of workers with nothing to do
   * @param isStale whether a run had changed since it was looked at
   */
  record Outcome(List<String> released, boolean isStale) {}

  private boolean bind(ObservedRun run, PlacementAction.Bind bind, ObservedExperiment seen) {
    try {
      statuses.bind(run.resource(), placement(run, bind, seen));
    } catch (KubernetesClientException refused) {
      if (Conflicts.isConflict(refused)) {
        return false;
      }
      throw refused;
    }
    metrics.placed(bind.why());
    events.record(
        run.resource(),
        List.of(
            new Happening(
                Reason.RUN_PLACED,
                "to worker %s, epoch %d%s"
                    .formatted(bind.worker(), bind.fence().epoch(), why(bind.why())))));
    return true;
  }

  private static Placement placement(
      ObservedRun run, PlacementAction.Bind bind, ObservedExperiment seen) {
    Placement before = run.placement();
    boolean isFirst = before == null || run.attempt().next() == Attempt.Next.RESUMED;
    String now = Timestamps.seconds(seen.now());
    return new Placement(
        bind.worker(),
        bind.fence().podUid(),
        bind.fence().epoch(),
        run.attempt().number(before),
        isFirst ? now : Objects.requireNonNullElse(before.startTime(), now));
  }

  private static String why(PlacementAction.Why why) {
    return switch (why) {
      case UNPLACED -> "";
      case TRIED_AGAIN -> ": tried again from its last good state";
      case WORKER_LOST -> ": goes on from its newest durable state";
      case WORKER_LEAVING -> ": its worker is going";
      case REBALANCED -> ": handed over from a fuller worker";
    };
  }
}
