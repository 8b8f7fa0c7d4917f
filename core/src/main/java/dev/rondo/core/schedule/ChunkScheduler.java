package dev.rondo.core.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gives free slots to waiting runs. No slot stays free while a run waits; higher priority goes
 * first; among equals, the tail rule, then fairness decides (see {@link Turn.Why}). The same
 * snapshot always gives the same turns.
 */
public final class ChunkScheduler {
  private static final double ROUNDING = 1e-9;

  private static final Comparator<RunView> LEAST_CONSUMED =
      Comparator.comparingDouble(RunView::consumed)
          .thenComparing(Comparator.comparingDouble(RunView::remainingSeconds).reversed())
          .thenComparingInt(RunView::order)
          .thenComparing(RunView::name);

  private static final Comparator<RunView> LONGEST_REMAINING =
      Comparator.comparingDouble(RunView::remainingSeconds)
          .reversed()
          .thenComparing(LEAST_CONSUMED);

  private ChunkScheduler() {}

  /** A turn for each free slot, in the order of the slots' ids, until no run waits. */
  public static List<Turn> decide(Snapshot snapshot) {
    double share = snapshot.shareOfSlot();
    List<RunView> waiting = new ArrayList<>(snapshot.waiting());
    List<Turn> turns = new ArrayList<>();
    List<SlotView> slots =
        snapshot.freeSlots().stream().sorted(Comparator.comparingInt(SlotView::id)).toList();
    for (SlotView slot : slots) {
      if (waiting.isEmpty()) {
        break;
      }
      Turn turn = choose(slot, waiting, share);
      waiting.removeIf(run -> run.name().equals(turn.run()));
      turns.add(turn);
    }
    return List.copyOf(turns);
  }

  private static Turn choose(SlotView slot, List<RunView> waiting, double share) {
    int priority = waiting.stream().mapToInt(RunView::priority).max().orElseThrow();
    List<RunView> equals = waiting.stream().filter(run -> run.priority() == priority).toList();
    RunView least = equals.stream().min(LEAST_CONSUMED).orElseThrow();
    if (waiting.size() == 1) {
      return new Turn(slot.id(), least.name(), Turn.Why.ONLY_RUN);
    }
    RunView longest = equals.stream().min(LONGEST_REMAINING).orElseThrow();
    if (longest.remainingSeconds() > share * (1 + ROUNDING)) {
      return new Turn(slot.id(), longest.name(), Turn.Why.LONGEST_REMAINING);
    }
    Optional<RunView> attached =
        equals.stream()
            .filter(run -> slot.attached().equals(Optional.of(run.name())))
            .filter(run -> run.consumed() + run.nextChunk() <= least.consumed() + 1 + ROUNDING)
            .findFirst();
    return attached
        .map(run -> new Turn(slot.id(), run.name(), Turn.Why.ATTACHED))
        .orElseGet(() -> new Turn(slot.id(), least.name(), Turn.Why.LEAST_CONSUMED));
  }
}
