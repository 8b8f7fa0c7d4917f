package dev.rondo.core.lifecycle;

/** What becomes of a gesture. */
public sealed interface Verdict {
  /** It is done; the run is in this state then. */
  record Accepted(RunState then) implements Verdict {}

  /** The run is there already; scripts may repeat gestures. */
  record NoChange() implements Verdict {}

  /** A new run is made; this one stays as it is. */
  record NewRun() implements Verdict {}

  /** A new run is made and waits for this one's first state. */
  record NewRunWaits() implements Verdict {}

  /** The run and its records go. */
  record Gone() implements Verdict {}

  /**
   * Not possible.
   *
   * @param reason why
   * @param hint what to do instead
   */
  record Refused(String reason, String hint) implements Verdict {}
}
