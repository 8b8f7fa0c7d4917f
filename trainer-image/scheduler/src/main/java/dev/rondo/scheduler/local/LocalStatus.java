package dev.rondo.scheduler.local;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.lifecycle.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the operator derives from a worker's report in a cluster, derived here. */
final class LocalStatus {
  private LocalStatus() {}

  /** The run's state as its worker's phase tells it. */
  static RunState state(WorkerReport report) {
    return switch (report == null ? "Pending" : report.phase()) {
      case "Stopped" -> RunState.STOPPED;
      case "Succeeded" -> RunState.SUCCEEDED;
      case "Failed" -> RunState.FAILED;
      case "Pending", "Preparing" -> RunState.PENDING;
      default -> RunState.RUNNING;
    };
  }

  /** The status with this report, its state and its conditions. */
  static RunStatus of(RunStatus before, WorkerReport report, Instant now) {
    RunState state = state(report);
    String message = Optional.ofNullable(report.message()).orElse("");
    List<Condition> old =
        before == null || before.conditions() == null ? List.of() : before.conditions();
    List<Condition> conditions = new ArrayList<>();
    conditions.add(condition(old, ConditionTypes.ACCEPTED, "True", "ConfigValid", "", now));
    conditions.add(
        state == RunState.RUNNING
            ? condition(old, ConditionTypes.RUNNING, "True", report.phase(), message, now)
            : condition(old, ConditionTypes.RUNNING, "False", report.phase(), message, now));
    conditions.add(
        condition(
            old,
            ConditionTypes.STOPPED,
            state == RunState.STOPPED ? "True" : "False",
            word(state),
            "",
            now));
    conditions.add(
        switch (state) {
          case SUCCEEDED ->
              condition(old, ConditionTypes.SUCCEEDED, "True", "BudgetUsedUp", "", now);
          case FAILED ->
              condition(old, ConditionTypes.SUCCEEDED, "False", "TrainingFailed", message, now);
          default -> condition(old, ConditionTypes.SUCCEEDED, "Unknown", "InProgress", "", now);
        });
    return new RunStatus(
        word(state),
        null,
        before == null ? null : before.source(),
        before == null ? null : before.control(),
        conditions,
        report);
  }

  /** As printed: Pending, Running, Stopped, Succeeded, Failed. */
  static String word(RunState state) {
    return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static Condition condition(
      List<Condition> old, String type, String status, String reason, String message, Instant now) {
    String since =
        old.stream()
            .filter(c -> c.type().equals(type) && c.status().equals(status))
            .map(Condition::lastTransitionTime)
            .findFirst()
            .orElse(now.toString());
    return new Condition(type, status, reason, message, 1L, since);
  }
}
