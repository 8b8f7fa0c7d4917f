package dev.rondo.scheduler.trainer;

/** The trainer process ended, or would not start, while something was asked of it. */
public final class TrainerCrash extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what is known of the reason. */
  public TrainerCrash(String message) {
    super(message);
  }
}
