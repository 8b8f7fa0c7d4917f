package dev.rondo.core.lifecycle;

import java.util.Set;

/** The words of {@code status.worker.phase}: what a run does on its worker. */
public final class RunPhases {
  /** Nothing yet. */
  public static final String PENDING = "Pending";

  /** Its data and its base are made ready. */
  public static final String PREPARING = "Preparing";

  /** For its next turn. */
  public static final String WAITING = "Waiting";

  /** It has a turn. */
  public static final String TRAINING = "Training";

  /** An endpoint is asked what completions are worth. */
  public static final String AWAITING_REWARDS = "AwaitingRewards";

  /** An endpoint that says what completions are worth is away, or fails; it is asked again. */
  public static final String ENDPOINT_UNAVAILABLE = "RewardEndpointUnavailable";

  /** Its state is saved, and it takes no turns. */
  public static final String STOPPED = "Stopped";

  /** Its budget is used up. */
  public static final String SUCCEEDED = "Succeeded";

  /** Ended by an error. */
  public static final String FAILED = "Failed";

  private static final Set<String> GOING_ON =
      Set.of(TRAINING, WAITING, AWAITING_REWARDS, ENDPOINT_UNAVAILABLE);
  private static final Set<String> SETTLED = Set.of(STOPPED, SUCCEEDED, FAILED);

  private RunPhases() {}

  /** Whether a run of this phase goes on without anybody doing anything. */
  static boolean goesOn(String phase) {
    return GOING_ON.contains(phase);
  }

  /**
   * Whether a run of this phase takes no turns until somebody asks for it.
   *
   * @param phase null: nothing was told yet
   */
  public static boolean isSettled(String phase) {
    return phase != null && SETTLED.contains(phase);
  }
}
