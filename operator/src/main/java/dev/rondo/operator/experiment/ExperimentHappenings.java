package dev.rondo.operator.experiment;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import java.util.ArrayList;
import java.util.List;

/** What to tell of an experiment's way from one status to the next. */
final class ExperimentHappenings {
  private ExperimentHappenings() {}

  /** From status to status. */
  static List<Happening> between(ExperimentStatus before, ExperimentStatus after) {
    List<Happening> happenings = new ArrayList<>();
    Condition accepted = condition(after, ConditionTypes.ACCEPTED);
    if (accepted.status().equals("False")
        && !accepted.message().equals(condition(before, ConditionTypes.ACCEPTED).message())) {
      happenings.add(new Happening(Reason.INVALID_SPEC, accepted.message()));
    }
    int added = size(after.configs()) - size(before.configs());
    if (added > 0) {
      happenings.add(new Happening(Reason.RUNS_CREATED, added == 1 ? "1 run" : added + " runs"));
    }
    String suspended = condition(after, ConditionTypes.SUSPENDED).status();
    boolean wasSuspended = condition(before, ConditionTypes.SUSPENDED).status().equals("True");
    if (suspended.equals("True") && !wasSuspended) {
      happenings.add(
          new Happening(Reason.SUSPENDED, "GPUs are given back; runs hold their states"));
    } else if (suspended.equals("False") && wasSuspended) {
      happenings.add(new Happening(Reason.RESUMED, "runs go on where they were"));
    }
    Condition created = condition(after, ConditionTypes.RUNS_CREATED);
    if (created.status().equals("False")
        && !created.message().equals(condition(before, ConditionTypes.RUNS_CREATED).message())) {
      happenings.add(new Happening(Reason.NAME_TAKEN, created.message()));
    }
    Condition workers = condition(after, ConditionTypes.WORKERS_READY);
    if (workers.reason().equals(ExperimentConditions.REFUSED)
        && !workers.message().equals(condition(before, ConditionTypes.WORKERS_READY).message())) {
      happenings.add(new Happening(Reason.WORKER_REFUSED, workers.message()));
    }
    if (workers.reason().equals(WorkerDemand.IDLE)
        && ExperimentConditions.WORKERS_WANTED.contains(
            condition(before, ConditionTypes.WORKERS_READY).reason())) {
      happenings.add(new Happening(Reason.WORKERS_RELEASED, workers.message()));
    }
    Condition succeeded = condition(after, ConditionTypes.SUCCEEDED);
    boolean isOver = !succeeded.status().equals("Unknown");
    if (isOver && condition(before, ConditionTypes.SUCCEEDED).status().equals("Unknown")) {
      String best = after.best() == null ? "" : "; best: " + after.best();
      happenings.add(new Happening(Reason.EXPERIMENT_FINISHED, succeeded.message() + best));
    }
    return happenings;
  }

  private static int size(List<?> list) {
    return list == null ? 0 : list.size();
  }

  private static Condition condition(ExperimentStatus status, String type) {
    return Conditions.findOrUnknown(status.conditions(), type);
  }
}
