package dev.rondo.core.lifecycle;

import java.util.Set;

/** The words of {@code status.worker.phase} that a run's state follows from. */
public final class RunPhases {
  /** An endpoint that says what completions are worth is away, or fails; it is asked again. */
  public static final String ENDPOINT_UNAVAILABLE = "RewardEndpointUnavailable";

  private static final Set<String> GOING_ON =
      Set.of("Training", "Waiting", "AwaitingRewards", ENDPOINT_UNAVAILABLE);

  private RunPhases() {}

  /** Whether a run of this phase goes on without anybody doing anything. */
  static boolean goesOn(String phase) {
    return GOING_ON.contains(phase);
  }
}
