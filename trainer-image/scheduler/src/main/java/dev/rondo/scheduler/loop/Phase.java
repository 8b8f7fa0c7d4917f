package dev.rondo.scheduler.loop;

/** What a run does on this worker; {@code status.worker.phase}. */
enum Phase {
  PENDING("Pending"),
  PREPARING("Preparing"),
  WAITING("Waiting"),
  TRAINING("Training"),
  STOPPED("Stopped"),
  SUCCEEDED("Succeeded"),
  FAILED("Failed");

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
    return this == PENDING || this == PREPARING || this == WAITING || this == TRAINING;
  }
}
