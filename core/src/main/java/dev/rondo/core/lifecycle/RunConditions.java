package dev.rondo.core.lifecycle;

import static dev.rondo.api.names.ConditionTypes.ACCEPTED;
import static dev.rondo.api.names.ConditionTypes.PLACED;
import static dev.rondo.api.names.ConditionTypes.RUNNING;
import static dev.rondo.api.names.ConditionTypes.SOURCE_READY;
import static dev.rondo.api.names.ConditionTypes.STOPPED;
import static dev.rondo.api.names.ConditionTypes.SUCCEEDED;

import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.DesiredState;
import java.util.ArrayList;
import java.util.List;

/** A run's conditions, all of them from the first look on. */
public final class RunConditions {
  /** The reason of {@code Placed} while the worker that held the run is gone or can't be heard. */
  public static final String WORKER_LOST = "WorkerLost";

  private RunConditions() {}

  /** In a fixed order; {@code SourceReady} of clones only. */
  public static List<Condition> of(RunFacts facts, Conditions next) {
    return of(facts, List.of(), next);
  }

  /**
   * The same of a run that a stopping rule may have stopped.
   *
   * @param control {@code status.control}
   */
  public static List<Condition> of(RunFacts facts, List<ControlEntry> control, Conditions next) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(accepted(facts, next));
    if (facts.source() != null) {
      conditions.add(sourceReady(facts.source(), next));
    }
    conditions.add(placed(facts, next));
    conditions.add(running(facts, next));
    conditions.add(stopped(facts, control, next));
    conditions.add(succeeded(facts, next));
    return List.copyOf(conditions);
  }

  private static Condition sourceReady(RunFacts.Source source, Conditions next) {
    return source.isReady()
        ? next.yes(SOURCE_READY, source.reason(), source.message())
        : next.no(SOURCE_READY, source.reason(), source.message());
  }

  private static Condition accepted(RunFacts facts, Conditions next) {
    return facts.refusal() == null
        ? next.yes(ACCEPTED, "ConfigValid", "")
        : next.no(ACCEPTED, facts.refusal().reason(), facts.refusal().message());
  }

  private static Condition placed(RunFacts facts, Conditions next) {
    if (facts.hold() == RunFacts.Hold.HELD) {
      return next.yes(PLACED, "WorkerReady", "");
    }
    if (facts.hasEnded() || facts.state() == RunState.STOPPED) {
      return next.no(PLACED, "NotNeeded", "");
    }
    if (facts.suspended()) {
      return next.no(PLACED, "Suspended", "the experiment is suspended");
    }
    if (facts.source() != null && !facts.source().isReady()) {
      return next.no(PLACED, "WaitingForSource", facts.source().message());
    }
    return facts.hold() == RunFacts.Hold.LOST
        ? next.no(
            PLACED,
            WORKER_LOST,
            "the worker is gone; goes on from its newest durable state" + obstacle(facts))
        : next.no(PLACED, "WaitingForWorker", "no worker is ready" + obstacle(facts));
  }

  private static String obstacle(RunFacts facts) {
    return facts.obstacle() == null ? "" : "; " + facts.obstacle();
  }

  private static Condition running(RunFacts facts, Conditions next) {
    RunState state = facts.state();
    if (state == RunState.RUNNING && facts.phase().equals(RunPhases.ENDPOINT_UNAVAILABLE)) {
      return next.no(RUNNING, RunPhases.ENDPOINT_UNAVAILABLE, facts.report().message());
    }
    if (state == RunState.RUNNING) {
      // Not the phase, which changes with every turn: the worker tells that itself.
      return next.yes(RUNNING, "TurnStarted", "");
    }
    String phase = facts.phase();
    return next.no(
        RUNNING,
        state == RunState.PENDING && phase.isEmpty() ? "NotStarted" : reason(state, phase),
        "");
  }

  private static String reason(RunState state, String phase) {
    return state == RunState.PENDING ? phase : state.word();
  }

  private static Condition stopped(RunFacts facts, List<ControlEntry> control, Conditions next) {
    if (facts.state() != RunState.STOPPED) {
      return next.no(STOPPED, facts.state().word(), "");
    }
    if (facts.desired() != DesiredState.Stopped) {
      return next.yes(STOPPED, "Resuming", "");
    }
    return RuleStop.last(control)
        .map(stop -> next.yes(STOPPED, RuleStop.reason(stop).orElseThrow(), stop.message()))
        .orElseGet(
            () -> next.yes(STOPPED, "StoppedByGesture", "holds its state; resume it to go on"));
  }

  private static Condition succeeded(RunFacts facts, Conditions next) {
    return switch (facts.state()) {
      case SUCCEEDED -> next.yes(SUCCEEDED, "BudgetUsedUp", "");
      case FAILED -> failed(facts, next);
      default -> next.unknown(SUCCEEDED, "InProgress", "");
    };
  }

  private static Condition failed(RunFacts facts, Conditions next) {
    if (!facts.phase().equals(RunPhases.FAILED)) {
      return next.no(
          SUCCEEDED,
          "DeadlineExceeded",
          "not done within activeDeadlineSeconds; a resume gives it as much again");
    }
    String message = facts.report().message() == null ? "" : facts.report().message();
    String again = facts.retryAt() == null ? "" : "; tried again at " + facts.retryAt();
    return next.no(SUCCEEDED, "TrainingFailed", message + again);
  }
}
