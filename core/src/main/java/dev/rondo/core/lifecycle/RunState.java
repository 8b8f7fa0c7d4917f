package dev.rondo.core.lifecycle;

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

  /** As printed: Pending, Running, Stopped, Succeeded, Failed. */
  public String word() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
