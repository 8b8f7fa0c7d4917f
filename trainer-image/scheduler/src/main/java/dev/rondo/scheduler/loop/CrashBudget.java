package dev.rondo.scheduler.loop;

/** How often a run may lose its trainer before it is taken to be the reason. */
final class CrashBudget {
  private static final int TRIES = 3;

  private int crashes;

  /** Counts a crash. */
  void crashed() {
    crashes++;
  }

  /** A turn came to its end: what was before does not count any more. */
  void forgive() {
    crashes = 0;
  }

  boolean isUsedUp() {
    return crashes >= TRIES;
  }

  /** For people: how many there were, and the last one's reason. */
  String describe(String lastReason) {
    return isUsedUp()
        ? "%d crashes in a row; the last: %s".formatted(crashes, lastReason)
        : "crash %d of %d: %s".formatted(crashes, TRIES, lastReason);
  }
}
