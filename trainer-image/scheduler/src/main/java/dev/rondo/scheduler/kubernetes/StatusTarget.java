package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;

/** Where reports are written. */
interface StatusTarget {
  /** Writes one; waits for the answer. */
  Answer write(Run run, WorkerReport report);

  /** What the API server said. */
  sealed interface Answer {
    /** It is written. */
    record Written() implements Answer {}

    /** It will never be: the run is gone, or another worker's by now. */
    record Refused(String why) implements Answer {}

    /** Nothing, or to come again. */
    record Away(String why) implements Answer {}
  }
}
