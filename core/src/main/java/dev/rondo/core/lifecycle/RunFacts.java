package dev.rondo.core.lifecycle;

import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.WorkerReport;
import java.time.Instant;

/**
 * What a run's state follows from.
 *
 * @param refusal why it can't be taken; null: it is
 * @param source what a clone starts from; null: it is no clone
 * @param desired what a person wants of it
 * @param suspended whether its experiment is
 * @param overdue whether its deadline has passed
 * @param hold whether a worker has it
 * @param obstacle what keeps the next worker from running; null: nothing that is known
 * @param report of the present or the last holder under the present epoch; null: none yet
 * @param retryAt from when on it is tried again after it failed; null: it is not
 */
public record RunFacts(
    Refusal refusal,
    Source source,
    DesiredState desired,
    boolean suspended,
    boolean overdue,
    Hold hold,
    String obstacle,
    WorkerReport report,
    Instant retryAt) {

  /** Whether a worker has a run. */
  public enum Hold {
    /** A worker that is there. */
    HELD,
    /** None yet, or none any more. */
    NONE,
    /** The worker that had it is gone, or can't be heard. */
    LOST
  }

  /**
   * Why a run can't be taken: its condition {@code Accepted} is False.
   *
   * @param reason CamelCase
   * @param message for people
   */
  public record Refusal(String reason, String message) {
    /** The reason where the experiment has as many runs as it may. */
    public static final String QUOTA_EXCEEDED = "QuotaExceeded";

    private static final String CONFIG_INVALID = "ConfigInvalid";

    /** For what it is. */
    public static Refusal ofConfig(String message) {
      return new Refusal(CONFIG_INVALID, message);
    }

    /** For there being too many. */
    public static Refusal ofQuota(String message) {
      return new Refusal(QUOTA_EXCEEDED, message);
    }
  }

  /**
   * What a clone starts from.
   *
   * @param isReady whether it can start
   * @param reason CamelCase
   * @param message for people
   */
  public record Source(boolean isReady, String reason, String message) {}

  /** Effective state: ended > refused > stopped > suspended or waiting > running. */
  public RunState state() {
    String phase = phase();
    if (phase.equals(RunPhases.SUCCEEDED)) {
      return RunState.SUCCEEDED;
    }
    if (phase.equals(RunPhases.FAILED) || overdue) {
      return RunState.FAILED;
    }
    boolean wantsToStop = desired == DesiredState.Stopped;
    if (phase.equals(RunPhases.STOPPED) || (wantsToStop && hold != Hold.HELD)) {
      return RunState.STOPPED;
    }
    return hold == Hold.HELD && RunPhases.goesOn(phase) ? RunState.RUNNING : RunState.PENDING;
  }

  /** Whether it would train if a worker had it. */
  public boolean isRunnable() {
    RunState state = state();
    return refusal == null
        && (source == null || source.isReady())
        && desired != DesiredState.Stopped
        && !suspended
        && (state == RunState.PENDING || state == RunState.RUNNING || state == RunState.STOPPED);
  }

  /** Nothing more will happen to it unless somebody asks. */
  public boolean hasEnded() {
    return state() == RunState.SUCCEEDED || (state() == RunState.FAILED && retryAt == null);
  }

  /** What the worker says; empty where none did. */
  String phase() {
    return report == null || report.phase() == null ? "" : report.phase();
  }
}
