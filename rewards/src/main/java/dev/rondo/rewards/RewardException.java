package dev.rondo.rewards;

/** A reward that gave no numbers, and why. */
public final class RewardException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean mayPass;

  /**
   * A failure.
   *
   * @param mayPass whether asking again later may help
   */
  public RewardException(String message, boolean mayPass) {
    super(message);
    this.mayPass = mayPass;
  }

  /** Whether asking again later may help. */
  public boolean mayPass() {
    return mayPass;
  }
}
