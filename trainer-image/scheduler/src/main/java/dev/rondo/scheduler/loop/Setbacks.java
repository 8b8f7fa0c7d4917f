package dev.rondo.scheduler.loop;

/**
 * How often in a row a run went back to its checkpoint without finishing a turn. After {@value
 * #TRIES} times the run itself is taken to be the reason.
 */
final class Setbacks {
  private static final int TRIES = 3;

  private int crashes;
  private int lostStates;

  /** Its trainer ended under it. */
  void crashed() {
    crashes++;
  }

  /** Its state in shared memory was not there, or damaged. */
  void lostState() {
    lostStates++;
  }

  /** A turn came to its end: what was before does not count any more. */
  void forgive() {
    crashes = 0;
    lostStates = 0;
  }

  boolean areUsedUp() {
    return crashes + lostStates >= TRIES;
  }

  /** For people: what happened how often, and why it happened last. */
  String describe(String lastReason) {
    return areUsedUp()
        ? "%s in a row; the last: %s".formatted(all(), lastReason)
        : "it goes on from its checkpoint after %s (%d in a row fail it): %s"
            .formatted(all(), TRIES, lastReason);
  }

  private String all() {
    String crashed = counted(crashes, "crash", "crashes");
    String lost = counted(lostStates, "state lost in memory", "states lost in memory");
    if (crashes > 0 && lostStates > 0) {
      return crashed + " and " + lost;
    }
    return crashes > 0 ? crashed : lost;
  }

  private static String counted(int count, String one, String many) {
    return "%d %s".formatted(count, count == 1 ? one : many);
  }
}
