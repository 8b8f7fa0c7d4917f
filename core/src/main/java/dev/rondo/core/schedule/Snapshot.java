package dev.rondo.core.schedule;

import java.util.List;

/**
 * What a decision is made from: the slots and waiting runs of one worker and base model.
 *
 * @param free slots without a turn
 * @param busy slots with one
 * @param waiting runs that could take one
 */
public record Snapshot(List<SlotView> free, List<BusySlot> busy, List<RunView> waiting) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a run needs more slots than there are
   */
  public Snapshot {
    free = List.copyOf(free);
    busy = List.copyOf(busy);
    waiting = List.copyOf(waiting);
    int slots = free.size() + busy.size();
    for (RunView run : waiting) {
      if (run.width() < 1 || run.width() > slots) {
        throw new IllegalArgumentException(
            "run %s needs %d slots; the worker has %d".formatted(run.name(), run.width(), slots));
      }
    }
  }

  /** Seconds each slot has to work if all that is left were spread evenly. */
  double evenShare() {
    double seconds = 0;
    for (RunView run : waiting) {
      seconds += run.remainingSlotSeconds();
    }
    for (BusySlot slot : busy) {
      seconds += slot.remainingSeconds();
    }
    return seconds / (free.size() + busy.size());
  }
}
