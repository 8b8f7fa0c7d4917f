package dev.rondo.core.lifecycle;

import dev.rondo.api.v1alpha1.RunStatus;
import java.util.Arrays;
import java.util.Locale;

/** The states of a run. */
public enum RunState {
  /** Created; has not trained a step. */
  PENDING,
  /** Takes turns. */
  RUNNING,
  /** Holds a state, takes no turns until it is resumed. */
  STOPPED,
  /** Used up its budget. */
  SUCCEEDED,
  /** Ended by an error; its last good state may be kept. */
  FAILED;

  /** As a status tells it; {@link #PENDING} before it does, or where its word is none of these. */
  public static RunState of(RunStatus status) {
    return Arrays.stream(values())
        .filter(state -> status != null && state.word().equals(status.state()))
        .findFirst()
        .orElse(PENDING);
  }

  /** As printed: Pending, Running, Stopped, Succeeded, Failed. */
  public String word() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
