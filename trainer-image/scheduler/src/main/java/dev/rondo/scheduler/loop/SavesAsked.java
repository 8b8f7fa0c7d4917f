package dev.rondo.scheduler.loop;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * When a run that trains is to be saved for those who ask: each request is answered by one
 * checkpoint of a later step than the one at which it was heard. Belongs to the loop's thread.
 */
final class SavesAsked {
  private final Map<String, Long> heardAt = new HashMap<>();
  private boolean isUnderWay;

  /**
   * Whether to save now; it is under way then.
   *
   * @param open ids of the requests that nobody has taken away
   * @param step optimizer steps that the run has done
   * @param durable steps of its newest checkpoint
   */
  boolean begin(Set<String> open, long step, long durable) {
    heardAt.keySet().retainAll(open);
    open.forEach(id -> heardAt.putIfAbsent(id, step));
    boolean isDue = !isUnderWay && heardAt.values().stream().anyMatch(heard -> heard >= durable);
    isUnderWay |= isDue;
    return isDue;
  }

  /** A checkpoint was written, or the turn is over: none is under way. */
  void ended() {
    isUnderWay = false;
  }
}
