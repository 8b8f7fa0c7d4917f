package dev.rondo.scheduler.loop;

import dev.rondo.core.chunk.ChunkPlan;
import dev.rondo.core.schedule.BusySlot;
import dev.rondo.core.schedule.Pace;
import dev.rondo.core.schedule.RunView;
import dev.rondo.core.schedule.Standing;
import java.util.Collection;
import java.util.Optional;

/**
 * What a run's next turn is decided by: how far it is, where it stands among the others, and how
 * fast it has been measured to be. Belongs to the loop's thread.
 */
final class TurnClaim {
  // No run takes more than one slot.
  private static final int WIDTH = 1;

  private final String run;
  private final int order;
  private Pace pace = Pace.UNMEASURED;
  private Optional<Standing> standing = Optional.empty();

  /** Of a run that was created as the {@code order}-th. */
  TurnClaim(String run, int order) {
    this.run = run;
    this.order = order;
  }

  void stepped(double seconds) {
    pace = pace.stepped(seconds);
  }

  /** Takes in what a turn took besides its steps. */
  void turned(double evalSeconds, double swapSeconds) {
    pace = pace.turned(evalSeconds, swapSeconds);
  }

  /** Whether it has its place among those that take turns. */
  boolean hasJoined() {
    return standing.isPresent();
  }

  /** Takes its place among the runs that it joins. */
  void join(double consumed, Collection<Double> others) {
    standing = Optional.of(Standing.joining(consumed, others));
  }

  /** A run that pauses loses its place. */
  void leave() {
    standing = Optional.empty();
  }

  /** Where it stands after consuming so many chunks since its own start. */
  double standing(double consumed) {
    return standing.map(place -> place.at(consumed)).orElse(consumed);
  }

  /** While it waits, before a turn from one step to another. */
  RunView view(int priority, ChunkPlan plan, long step, long end) {
    double consumed = plan.consumed(step);
    return new RunView(
        run,
        order,
        priority,
        WIDTH,
        standing(consumed),
        plan.consumed(end) - consumed,
        pace.seconds(end - step, 1),
        remainingSeconds(plan, step));
  }

  /** While it trains towards the end of its turn. */
  BusySlot busy(ChunkPlan plan, long step, long end) {
    return new BusySlot(pace.seconds(end - step, 1), remainingSeconds(plan, step));
  }

  private double remainingSeconds(ChunkPlan plan, long step) {
    long total = plan.totalSteps();
    return pace.seconds(total - step, Math.ceil(plan.consumed(total) - plan.consumed(step)));
  }
}
