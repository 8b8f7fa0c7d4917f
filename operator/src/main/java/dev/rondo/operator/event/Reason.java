package dev.rondo.operator.event;

import java.util.Locale;

/** Reasons of events: unique and specific, as {@code kubectl describe} shows them. */
public enum Reason {
  RUNS_CREATED,
  INVALID_SPEC,
  NAME_TAKEN,
  WORKER_CREATED,
  WORKER_REFUSED,
  WORKER_DELETED,
  WORKER_LOST,
  WORKERS_RELEASED,
  STORAGE_DELETED,
  SUSPENDED,
  RESUMED,
  EXPERIMENT_FINISHED,
  RUN_PLACED,
  RUN_STARTED,
  RUN_STOPPED,
  RUN_SUCCEEDED,
  RUN_FAILED,
  GESTURE_ACCEPTED,
  GESTURE_DONE,
  GESTURE_REFUSED;

  /** Warnings are what people should look at. */
  boolean isWarning() {
    return this == INVALID_SPEC
        || this == NAME_TAKEN
        || this == WORKER_REFUSED
        || this == WORKER_LOST
        || this == STORAGE_DELETED
        || this == RUN_FAILED
        || this == GESTURE_REFUSED;
  }

  /** CamelCase. */
  String word() {
    StringBuilder word = new StringBuilder();
    for (String part : name().split("_", -1)) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }
}
