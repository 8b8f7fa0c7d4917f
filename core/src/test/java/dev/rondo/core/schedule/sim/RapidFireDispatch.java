package dev.rondo.core.schedule.sim;

import dev.rondo.core.schedule.BusySlot;
import dev.rondo.core.schedule.SlotView;
import dev.rondo.core.schedule.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * RapidFire AI's rule (fit mode, 0.16), as its documentation and behaviour tell it: of the runs
 * that are not on a worker only those with the fewest chunks are considered; if the chosen one
 * needs more workers than are free, nothing is started. Its Monte-Carlo choice among equals does
 * not know when busy workers come free, so in effect it is an arbitrary order: here a seeded one.
 * The seconds that its decisions and its polling take are left out, in its favour.
 */
final class RapidFireDispatch implements Dispatch {
  private final Random random;

  RapidFireDispatch(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public List<Turn> decide(List<SlotView> free, List<BusySlot> busy, List<VirtualRun> waiting) {
    List<Integer> slots = new ArrayList<>(free.stream().map(SlotView::id).sorted().toList());
    List<VirtualRun> left = new ArrayList<>(waiting);
    List<Turn> turns = new ArrayList<>();
    while (!left.isEmpty()) {
      int least = left.stream().mapToInt(VirtualRun::done).min().orElseThrow();
      List<VirtualRun> eligible =
          left.stream().filter(r -> r.done() == least && r.width() <= slots.size()).toList();
      if (eligible.isEmpty()) {
        break;
      }
      VirtualRun run = eligible.get(random.nextInt(eligible.size()));
      List<Integer> taken = List.copyOf(slots.subList(0, run.width()));
      slots.removeAll(taken);
      left.remove(run);
      turns.add(new Turn(taken, run.name(), Turn.Why.LEAST_CONSUMED, "fewest chunks"));
    }
    return turns;
  }

  @Override
  public boolean alwaysSwaps() {
    return true;
  }
}
