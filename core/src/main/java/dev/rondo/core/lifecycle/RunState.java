package dev.rondo.core.lifecycle;

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
  FAILED
}
