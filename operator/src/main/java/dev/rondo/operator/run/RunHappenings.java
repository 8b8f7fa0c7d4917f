package dev.rondo.operator.run;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.lifecycle.RunConditions;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.operator.event.Happening;
import dev.rondo.operator.event.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What to tell of a run's way from one status to the next. */
final class RunHappenings {
  private RunHappenings() {}

  static List<Happening> between(RunStatus before, RunStatus after) {
    List<Happening> happenings = new ArrayList<>();
    if (becomes(before, after, ConditionTypes.ACCEPTED, "False")) {
      happenings.add(new Happening(Reason.INVALID_SPEC, message(after, ConditionTypes.ACCEPTED)));
    }
    boolean lost =
        reason(after, ConditionTypes.PLACED).equals(RunConditions.WORKER_LOST)
            && !reason(before, ConditionTypes.PLACED).equals(RunConditions.WORKER_LOST);
    if (lost) {
      happenings.add(new Happening(Reason.WORKER_LOST, message(after, ConditionTypes.PLACED)));
    }
    if (!Objects.equals(before.state(), after.state())) {
      state(after, happenings);
    }
    return happenings;
  }

  private static void state(RunStatus after, List<Happening> happenings) {
    switch (RunState.of(after)) {
      case RUNNING ->
          happenings.add(
              new Happening(Reason.RUN_STARTED, "takes turns on " + after.placement().worker()));
      case STOPPED ->
          happenings.add(new Happening(Reason.RUN_STOPPED, "holds its state; resume it to go on"));
      case SUCCEEDED ->
          happenings.add(new Happening(Reason.RUN_SUCCEEDED, "used up its budget" + loss(after)));
      case FAILED ->
          happenings.add(
              new Happening(Reason.RUN_FAILED, message(after, ConditionTypes.SUCCEEDED)));
      case PENDING -> {}
    }
  }

  private static String loss(RunStatus status) {
    return status.worker() == null
            || status.worker().metrics() == null
            || status.worker().metrics().evalLoss() == null
        ? ""
        : ", eval loss " + status.worker().metrics().evalLoss();
  }

  private static boolean becomes(RunStatus before, RunStatus after, String type, String status) {
    return condition(after, type).status().equals(status)
        && !condition(before, type).status().equals(status);
  }

  private static String message(RunStatus status, String type) {
    return condition(status, type).message();
  }

  private static String reason(RunStatus status, String type) {
    return condition(status, type).reason();
  }

  private static Condition condition(RunStatus status, String type) {
    return Conditions.findOrUnknown(status.conditions(), type);
  }
}
