package dev.rondo.core.schedule;

import java.util.Collections;
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

  /**
   * Where of the busy slots only their work is known: they are taken to come free at once.
   *
   * @param slots all of the worker, busy ones included
   * @param busySeconds work left of the runs that have a turn
   */
  public Snapshot(int slots, List<SlotView> free, List<RunView> waiting, double busySeconds) {
    this(
        free,
        Collections.nCopies(
            slots - free.size(), new BusySlot(0, busySeconds / Math.max(1, slots - free.size()))),
        waiting);
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
