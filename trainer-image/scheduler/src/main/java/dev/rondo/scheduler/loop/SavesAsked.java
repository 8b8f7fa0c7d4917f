package dev.rondo.scheduler.loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a run that trains is to be saved for those who ask: each request is answered by one
 * checkpoint of a later step than the one at which it was heard. And which requests retention has
 * taken notice of: what it decided on before may still go while a turn is on. Belongs to the loop's
 * thread.
 */
final class SavesAsked {
  private final Map<String, Long> heardAt = new HashMap<>();
  private final NavigableSet<String> heeded = new TreeSet<>();
  private boolean isUnderWay;

  /**
   * Takes notice.
   *
   * @param open ids of the requests that nobody has taken away
   * @param step optimizer steps that the run has done
   * @param isInTurn whether it is taking a turn
   */
  void hear(Set<String> open, long step, boolean isInTurn) {
    heardAt.keySet().retainAll(open);
    heeded.retainAll(open);
    open.forEach(id -> heardAt.putIfAbsent(id, step));
    if (!isInTurn) {
      heeded.addAll(open);
    }
  }

  /**
   * Whether to save now; it is under way then.
   *
   * @param durable steps of its newest checkpoint
   */
  boolean begin(long durable) {
    boolean isDue = !isUnderWay && heardAt.values().stream().anyMatch(heard -> heard >= durable);
    isUnderWay |= isDue;
    return isDue;
  }

  /** A checkpoint of a step was written: none is under way. */
  void wrote(long step) {
    isUnderWay = false;
    heardAt.entrySet().stream()
        .filter(heard -> heard.getValue() < step)
        .map(Map.Entry::getKey)
        .forEach(heeded::add);
  }

  /** The turn is over: none is under way, and what it took away is known. */
  void turnIsOver() {
    isUnderWay = false;
    heeded.addAll(heardAt.keySet());
  }

  /** Requests that all checkpoints are kept for, from those that are known on. */
  List<String> heeded() {
    return List.copyOf(heeded);
  }
}
