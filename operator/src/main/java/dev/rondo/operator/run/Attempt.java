package dev.rondo.operator.run;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.GestureRequest;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Retry;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.gesture.GestureWord;
import dev.rondo.core.lifecycle.Conditions;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RunPhases;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run's attempts: each bind after a failure is one, and a resume by hand begins to count anew.
 * What has been done is told by the epoch: the failure that is followed by a bind is no longer the
 * present one.
 *
 * @param next what the next bind begins
 * @param isOverdue whether the deadline has passed
 * @param retryAt from when on a failed run is tried again by itself; null: it is not
 * @param deadline when it will be overdue; null: it won't, or is already
 */
public record Attempt(Next next, boolean isOverdue, Instant retryAt, Instant deadline) {
  private static final int LONGEST_DOUBLING = 16;
  private static final int DEFAULT_BACKOFF_SECONDS = 10;

  /** What the next bind begins. */
  public enum Next {
    /** The present attempt goes on. */
    SAME,
    /** Another attempt by {@code spec.retry}. */
    RETRY,
    /** A first attempt, by a resume of a failed run. */
    RESUMED
  }

  static Attempt of(RunResource run, WorkerReport report, boolean suspended, Instant now) {
    RunSpec spec = run.getSpec();
    Optional<Placement> placement = Optional.ofNullable(run.getStatus()).map(RunStatus::placement);
    if (placement.isEmpty()) {
      return new Attempt(Next.SAME, false, null, null);
    }
    if (isResumed(spec, placement.get())) {
      return new Attempt(Next.RESUMED, false, null, null);
    }
    String phase = report == null ? "" : Objects.requireNonNullElse(report.phase(), "");
    if (phase.equals(RunPhases.SUCCEEDED)) {
      return new Attempt(Next.SAME, false, null, null);
    }
    if (phase.equals(RunPhases.FAILED)) {
      return afterFailure(run, placement.get(), suspended, now);
    }
    Instant deadline = deadline(spec, placement.get());
    boolean isOverdue = deadline != null && !now.isBefore(deadline);
    return new Attempt(Next.SAME, isOverdue, null, isOverdue ? null : deadline);
  }

  /** Whether the run waits to be bound anew, also where it was bound last. */
  public boolean startsAnew() {
    return next != Next.SAME;
  }

  /**
   * Whether the run is no longer what its last report says. One that is due for {@code spec.retry}
   * stays Failed until it is bound: since when it has failed is all that tells that it is due.
   */
  boolean forgetsReport() {
    return next == Next.RESUMED;
  }

  private static Attempt afterFailure(
      RunResource run, Placement placement, boolean suspended, Instant now) {
    Retry retry = run.getSpec().retry();
    int attempts = number(placement.attempt());
    boolean mayRetry =
        retry != null
            && retry.limit() != null
            && attempts <= retry.limit()
            && run.getSpec().desiredState() != DesiredState.Stopped;
    if (!mayRetry) {
      return new Attempt(Next.SAME, false, null, null);
    }
    int first = Objects.requireNonNullElse(retry.backoffSeconds(), DEFAULT_BACKOFF_SECONDS);
    long backoff = (long) first << Math.min(attempts - 1, LONGEST_DOUBLING);
    // Seconds, as the condition will have it.
    Instant since = failedSince(run).orElse(now.truncatedTo(ChronoUnit.SECONDS));
    Instant at = since.plusSeconds(backoff);
    boolean isDue = !suspended && failedSince(run).isPresent() && !now.isBefore(at);
    return new Attempt(isDue ? Next.RETRY : Next.SAME, false, at, null);
  }

  /**
   * The number of the attempt that the next bind belongs to, from 1.
   *
   * @param placement where the run was bound last; null: nowhere yet
   */
  public int number(Placement placement) {
    return switch (next) {
      case SAME -> placement == null ? 1 : number(placement.attempt());
      case RETRY -> number(placement.attempt()) + 1;
      case RESUMED -> 1;
    };
  }

  private static int number(Integer told) {
    return Objects.requireNonNullElse(told, 1);
  }

  private static boolean isResumed(RunSpec spec, Placement placement) {
    List<GestureRequest> requests = Objects.requireNonNullElse(spec.requests(), List.of());
    return spec.desiredState() != DesiredState.Stopped
        && requests.stream()
            .anyMatch(request ->
                request.gesture().equals(GestureWord.RESUME)
                    && Control.ACCEPTED.equals(request.result())
                    && Long.toString(placement.epoch()).equals(request.payload()));
  }

  private static Instant deadline(RunSpec spec, Placement placement) {
    return spec.activeDeadlineSeconds() == null || placement.startTime() == null
        ? null
        : Instant.parse(placement.startTime())
            .plus(Duration.ofSeconds(spec.activeDeadlineSeconds()));
  }

  private static Optional<Instant> failedSince(RunResource run) {
    return Conditions.findFalse(run.getStatus().conditions(), ConditionTypes.SUCCEEDED)
        .map(Condition::lastTransitionTime)
        .map(Instant::parse);
  }
}
