package dev.rondo.core.lifecycle;

/** What people do to a run in flight. */
public enum Gesture {
  STOP,
  RESUME,
  /** A new run from an edited configuration, with new weights. */
  CLONE_COLD,
  /** A new run from an edited configuration and this run's weights. */
  CLONE_WARM,
  DELETE
}
