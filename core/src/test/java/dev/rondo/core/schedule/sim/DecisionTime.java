package dev.rondo.core.schedule.sim;

import dev.rondo.core.schedule.ChunkScheduler;
import dev.rondo.core.schedule.RunView;
import dev.rondo.core.schedule.SlotView;
import dev.rondo.core.schedule.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How long a decision takes where every slot is free: the most work there is. */
final class DecisionTime {
  private static final int WARM_UP = 500;
  private static final int MEASURED = 1000;

  private DecisionTime() {}

  /** The median, in microseconds. */
  static double median(int runs, int slots) {
    List<SlotView> free =
        IntStream.range(0, slots)
            .mapToObj(slot -> new SlotView(slot, Optional.of("run-" + 7 * slot)))
            .toList();
    List<RunView> waiting =
        IntStream.range(0, runs)
            .mapToObj(i -> new RunView("run-" + i, i, 0, 1, i * 31 % 7 / 4.0, 1, 1, i * 17 % 40))
            .toList();
    Snapshot snapshot = new Snapshot(free, List.of(), waiting);
    long[] nanos = new long[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      long start = System.nanoTime();
      int turns = ChunkScheduler.decide(snapshot).size();
      nanos[Math.max(0, i)] = System.nanoTime() - start;
      if (turns != slots) {
        throw new AssertionError(turns);
      }
    }
    Arrays.sort(nanos);
    return nanos[MEASURED / 2] / 1e3;
  }
}
