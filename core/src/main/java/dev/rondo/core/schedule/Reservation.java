package dev.rondo.core.schedule;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A gang that goes first but needs more slots than are free gets those that come free soonest.
 * Until then others may use them only for turns that are over by then (EASY backfilling: Lifka,
 * "The ANL/IBM SP scheduling system", 1995), so that it is neither starved nor are slots wasted.
 *
 * @param gang who waits
 * @param startSeconds from now until its slots are free
 */
record Reservation(RunView gang, double startSeconds) {
  private static final double ROUNDING = 1e-9;

  /**
   * Reserves.
   *
   * @param free slots that no turn takes
   * @param busy slots with a turn
   * @param begun turns that begin now
   */
  static Reservation of(RunView gang, int free, List<BusySlot> busy, List<Choice> begun) {
    double[] soonest =
        DoubleStream.concat(
                busy.stream().mapToDouble(BusySlot::turnSeconds),
                begun.stream()
                    .map(Choice::run)
                    .flatMapToDouble(
                        run -> DoubleStream.generate(run::turnSeconds).limit(run.width())))
            .sorted()
            .toArray();
    return new Reservation(gang, soonest[gang.width() - free - 1]);
  }

  /** Whether a turn would be over when the gang can start. */
  boolean leavesRoomFor(RunView run) {
    return run.turnSeconds() <= startSeconds * (1 + ROUNDING);
  }

  Choice backfill(RunView run) {
    return new Choice(
        run,
        Turn.Why.BACKFILL,
        String.format(
            Locale.ROOT,
            "takes %.1f s; %s gets its %d slots in %.1f s",
            run.turnSeconds(),
            gang.name(),
            gang.width(),
            startSeconds));
  }
}
