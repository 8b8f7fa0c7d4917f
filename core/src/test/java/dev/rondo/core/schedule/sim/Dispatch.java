package dev.rondo.core.schedule.sim;

import dev.rondo.core.schedule.BusySlot;
import dev.rondo.core.schedule.SlotView;
import dev.rondo.core.schedule.Turn;
import java.util.List;

/** A rule that gives turns, as the simulation asks it. */
interface Dispatch {
  /** Turns to begin now. */
  List<Turn> decide(List<SlotView> free, List<BusySlot> busy, List<VirtualRun> waiting);

  /** Whether a state that is on the slot already is swapped nevertheless. */
  boolean alwaysSwaps();
}
