package dev.rondo.operator.experiment;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.operator.worker.Obstacle;
import dev.rondo.operator.worker.Worker;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An experiment's conditions, all of them from the first look on. */
final class ExperimentConditions {
  private static final String READY = "Ready";
  private static final String WAITING = "Waiting";

  /** Of the workers' condition while the API server takes none. */
  static final String REFUSED = "WorkerRefused";

  /** Reasons of the workers' condition while there are to be some. */
  static final Set<String> WORKERS_WANTED = Set.of(READY, WAITING, REFUSED);

  private ExperimentConditions() {}

  /**
   * In a fixed order.
   *
   * @param left names of runs that the search space no longer has; they stay as they are
   */
  static List<Condition> of(ObservedExperiment seen, WorkerDemand demand, List<String> left) {
    Conditions next =
        new Conditions(
            seen.status().conditions(), seen.resource().getMetadata().getGeneration(), seen.now());
    return List.of(
        accepted(seen, left, next),
        next.last(ConditionTypes.RUNS_CREATED)
            .orElse(next.unknown(ConditionTypes.RUNS_CREATED, "Creating", "")),
        workersReady(seen, demand, next),
        seen.isSuspended()
            ? next.yes(ConditionTypes.SUSPENDED, "Suspended", "runs hold their states")
            : next.no(ConditionTypes.SUSPENDED, "NotSuspended", ""),
        seen.hasWork()
            ? next.no(ConditionTypes.IDLE, "RunsToTrain", "")
            : next.yes(ConditionTypes.IDLE, "NothingToRun", ""),
        succeeded(seen, next));
  }

  /**
   * With what has come of creating the runs.
   *
   * @param taken names that runs of somebody else have
   */
  static List<Condition> created(List<String> taken, Conditions next) {
    Condition created =
        taken.isEmpty()
            ? next.yes(ConditionTypes.RUNS_CREATED, "Created", "")
            : next.no(
                ConditionTypes.RUNS_CREATED,
                "NameTaken",
                "%s: a Run of this name is there and not this experiment's; delete it, or give the experiment another name"
                    .formatted(String.join(", ", taken)));
    return replaced(created, next);
  }

  /** With why the API server did not take a worker. */
  static List<Condition> refused(String message, Conditions next) {
    return replaced(next.no(ConditionTypes.WORKERS_READY, REFUSED, message), next);
  }

  private static List<Condition> replaced(Condition by, Conditions next) {
    return next.before().stream()
        .map(condition -> condition.type().equals(by.type()) ? by : condition)
        .toList();
  }

  private static Condition accepted(ObservedExperiment seen, List<String> left, Conditions next) {
    if (seen.problem() != null) {
      return next.no(ConditionTypes.ACCEPTED, "ConfigInvalid", seen.problem());
    }
    String message =
        left.isEmpty() ? "" : "no longer in the search space, and left as they are: " + left;
    return next.yes(ConditionTypes.ACCEPTED, "ConfigValid", message);
  }

  private static Condition workersReady(
      ObservedExperiment seen, WorkerDemand demand, Conditions next) {
    if (demand.limit() == 0) {
      return next.no(ConditionTypes.WORKERS_READY, demand.reason(), demand.message());
    }
    Optional<Condition> refused =
        next.last(ConditionTypes.WORKERS_READY).filter(last -> last.reason().equals(REFUSED));
    if (refused.isPresent() && seen.wanted() < demand.needed()) {
      // Until the next try is taken.
      return next.no(ConditionTypes.WORKERS_READY, REFUSED, refused.get().message());
    }
    long wanted = Math.max(demand.needed(), seen.wanted());
    String message = seen.ready() + " of " + wanted + " ready" + obstacle(seen);
    return seen.ready() >= wanted
        ? next.yes(ConditionTypes.WORKERS_READY, READY, message)
        : next.no(ConditionTypes.WORKERS_READY, WAITING, message);
  }

  private static String obstacle(ObservedExperiment seen) {
    return Worker.held(seen.workers())
        .map(worker -> {
          Obstacle obstacle = worker.obstacle().orElseThrow();
          String told = obstacle.message().isEmpty() ? "" : ": " + obstacle.message();
          return "; " + worker.name() + " " + obstacle.what() + told;
        })
        .orElse("");
  }

  private static Condition succeeded(ObservedExperiment seen, Conditions next) {
    if (!seen.hasEnded()) {
      long done = seen.count(RunState.SUCCEEDED);
      String reason = seen.isSuspended() ? "Suspended" : seen.hasWork() ? "InProgress" : "Waiting";
      return next.unknown(
          ConditionTypes.SUCCEEDED, reason, done + " of " + seen.runs().size() + " runs are done");
    }
    long failed = seen.count(RunState.FAILED);
    return failed == 0
        ? next.yes(
            ConditionTypes.SUCCEEDED,
            "RunsSucceeded",
            "all runs used up their budgets or were stopped by rule")
        : next.no(
            ConditionTypes.SUCCEEDED,
            "RunsFailed",
            failed + " of " + seen.runs().size() + " runs failed");
  }
}
