package dev.rondo.core.schedule.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a simulation came to.
 *
 * @param workload of what
 * @param turns in the order of their starts
 * @param unfinished runs that never ended
 */
record Timeline(Workload workload, List<Simulation.PastTurn> turns, List<String> unfinished) {
  Timeline {
    turns = List.copyOf(turns);
    unfinished = List.copyOf(unfinished);
  }

  /** When the last turn is over. */
  double end() {
    return turns.stream().mapToDouble(Simulation.PastTurn::end).max().orElse(0);
  }

  /** Slot-seconds of training. */
  double trained() {
    return turns.stream()
        .mapToDouble(
            turn -> turn.turn().slots().size() * (turn.end() - turn.start() - turn.swapSeconds()))
        .sum();
  }

  /** Training's share of all slots' time until the end. */
  double utilisation() {
    return trained() / (workload.slots() * end());
  }

  /**
   * Training's share of the time for which slots are held, where each slot is a worker that is
   * given back when nothing could use it for so many seconds. The slots of gangs are one worker.
   */
  double utilisationOfHeld(double idleSeconds) {
    if (workload.runs().stream().anyMatch(run -> run.width() > 1)) {
      return utilisation();
    }
    Map<Integer, Double> last = new HashMap<>();
    for (Simulation.PastTurn turn : turns) {
      turn.turn().slots().forEach(slot -> last.merge(slot, turn.end(), Math::max));
    }
    double held =
        last.values().stream().mapToDouble(end -> Math.min(end(), end + idleSeconds)).sum();
    return trained() / held;
  }

  /** When every run has ended its first so many chunks: they can be compared there. */
  double comparableAfter(int chunks) {
    Map<String, Integer> done = new HashMap<>();
    double latest = 0;
    for (Simulation.PastTurn turn : turns) {
      if (done.merge(turn.turn().run(), 1, Integer::sum) <= chunks) {
        latest = Math.max(latest, turn.end());
      }
    }
    return latest;
  }

  /** Turns that had to swap a state in. */
  long swaps() {
    return turns.stream().filter(Simulation.PastTurn::swaps).count();
  }
}
