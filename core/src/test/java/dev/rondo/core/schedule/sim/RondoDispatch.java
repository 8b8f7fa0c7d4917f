package dev.rondo.core.schedule.sim;

import dev.rondo.core.schedule.BusySlot;
import dev.rondo.core.schedule.ChunkScheduler;
import dev.rondo.core.schedule.SlotView;
import dev.rondo.core.schedule.Snapshot;
import dev.rondo.core.schedule.Turn;
import java.util.List;

/** The rule under test. */
final class RondoDispatch implements Dispatch {
  @Override
  public List<Turn> decide(List<SlotView> free, List<BusySlot> busy, List<VirtualRun> waiting) {
    return ChunkScheduler.decide(
        new Snapshot(free, busy, waiting.stream().map(VirtualRun::view).toList()));
  }

  @Override
  public boolean alwaysSwaps() {
    return false;
  }
}
