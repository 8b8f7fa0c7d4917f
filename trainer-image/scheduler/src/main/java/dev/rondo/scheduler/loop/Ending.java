package dev.rondo.scheduler.loop;

/** When a scheduler has done its work. */
public enum Ending {
  /** Once every run has ended or is stopped. */
  WHEN_RUNS_END,
  /** Only when it is told to: runs come and go. */
  WHEN_INTERRUPTED
}
