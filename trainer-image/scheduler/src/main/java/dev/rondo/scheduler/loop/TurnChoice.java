package dev.rondo.scheduler.loop;

import dev.rondo.core.schedule.BusySlot;
import dev.rondo.core.schedule.ChunkScheduler;
import dev.rondo.core.schedule.Snapshot;
import dev.rondo.core.schedule.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Shows the scheduling rules what they decide by: slots, measured paces, and who waits. */
final class TurnChoice {
  private final KnownRuns runs;
  private final Slots slots;

  TurnChoice(KnownRuns runs, Slots slots) {
    this.runs = runs;
    this.slots = slots;
  }

  /** The next turns; none while no slot is free or nobody waits. */
  List<Turn> next() {
    List<RunTracker> waiting = runs.in(Phase.WAITING);
    if (!slots.hasFree() || waiting.isEmpty()) {
      return List.of();
    }
    admit(waiting);
    List<BusySlot> busy =
        Stream.of(Phase.TRAINING, Phase.PREPARING)
            .flatMap(phase -> runs.in(phase).stream())
            .map(RunTracker::busy)
            .toList();
    return ChunkScheduler.decide(
        new Snapshot(slots.views(), busy, waiting.stream().map(RunTracker::view).toList()));
  }

  /**
   * Gives newcomers their place among those that take turns already. Of several, those that have
   * consumed the most come first: at the start of a process they are who took turns before.
   */
  private void admit(List<RunTracker> waiting) {
    List<RunTracker> competitors = new ArrayList<>(runs.in(Phase.TRAINING));
    waiting.stream().filter(RunTracker::hasJoined).forEach(competitors::add);
    waiting.stream()
        .filter(run -> !run.hasJoined())
        .sorted(Comparator.comparingDouble((RunTracker run) -> run.results().consumed()).reversed())
        .forEach(run -> {
          run.join(competitors);
          competitors.add(run);
        });
  }
}
