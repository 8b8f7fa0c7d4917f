package dev.rondo.core.schedule;

import java.util.List;

/**
 * What a decision is made from: the free slots and waiting runs of one worker and base model.
 *
 * @param slots all slots of the worker, busy ones included, as a number
 * @param freeSlots slots without a turn
 * @param waiting runs that could take one
 * @param busySeconds work left of the runs that have a turn
 */
public record Snapshot(
    int slots, List<SlotView> freeSlots, List<RunView> waiting, double busySeconds) {
  /** Copies the lists. */
  public Snapshot {
    freeSlots = List.copyOf(freeSlots);
    waiting = List.copyOf(waiting);
  }

  /** Seconds each slot has to work if all that is left were spread evenly. */
  double shareOfSlot() {
    double waitingSeconds = waiting.stream().mapToDouble(RunView::remainingSeconds).sum();
    return (waitingSeconds + busySeconds) / slots;
  }
}
