package dev.rondo.scheduler.loop;

import dev.rondo.core.lifecycle.RunPhases;

/** What a run does on this worker; {@code status.worker.phase}. */
enum Phase {
  PENDING(RunPhases.PENDING),
  PREPARING(RunPhases.PREPARING),
  WAITING(RunPhases.WAITING),
  TRAINING(RunPhases.TRAINING),
  AWAITING_REWARDS(RunPhases.AWAITING_REWARDS),
  ENDPOINT_UNAVAILABLE(RunPhases.ENDPOINT_UNAVAILABLE),
  STOPPED(RunPhases.STOPPED),
  SUCCEEDED(RunPhases.SUCCEEDED),
  FAILED(RunPhases.FAILED);

  private final String word;

  Phase(String word) {
    this.word = word;
  }

  /** As it stands in the status. */
  String word() {
    return word;
  }

  /** Whether the run holds or is about to get a slot without anybody doing anything. */
  boolean isLive() {
    return switch (this) {
      case PENDING, PREPARING, WAITING, TRAINING, AWAITING_REWARDS, ENDPOINT_UNAVAILABLE -> true;
      case STOPPED, SUCCEEDED, FAILED -> false;
    };
  }

  /** Whether it has its place among the runs that take turns. */
  boolean hasPlace() {
    return isLive() && this != ENDPOINT_UNAVAILABLE;
  }

  /** Whether it has no slot and could take one, now or later. */
  boolean isBetweenTurns() {
    return isLive() && this != PREPARING && this != TRAINING;
  }
}
