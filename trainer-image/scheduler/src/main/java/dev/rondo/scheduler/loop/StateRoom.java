package dev.rondo.scheduler.loop;

import dev.rondo.protocol.state.StateFile;
import dev.rondo.protocol.v1.Prepared;
import dev.rondo.scheduler.state.RunStates;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Keeps room in memory for the runs that train: states of others leave it, those that trained the
 * longest ago first, and come back from their checkpoints with their next turns. So the memory has
 * to hold what trains at the same time, however many runs there are. Belongs to the loop's thread.
 */
final class StateRoom {
  private static final System.Logger LOG = System.getLogger(StateRoom.class.getName());

  private final RunStates states;
  private final KnownRuns runs;
  private final SequencedSet<String> byLastTurn = new LinkedHashSet<>();

  StateRoom(RunStates states, KnownRuns runs) {
    this.states = states;
    this.runs = runs;
  }

  /** Makes room for the turn of a run; a run for which there is none fails when it is saved. */
  void makeFor(RunTracker next) {
    byLastTurn.addLast(next.name());
    byLastTurn.removeIf(run -> runs.find(run).isEmpty());
    try {
      long needed = missing(next);
      for (RunTracker training : runs.in(Phase.TRAINING)) {
        needed += missing(training);
      }
      for (String other : List.copyOf(byLastTurn)) {
        if (states.freeBytes() >= needed) {
          return;
        }
        if (!other.equals(next.name()) && mayLeave(runs.find(other).orElseThrow().phase())) {
          states.delete(other);
          byLastTurn.remove(other);
          LOG.log(System.Logger.Level.DEBUG, "the state of {0} leaves memory", other);
        }
      }
    } catch (IOException unknown) {
      LOG.log(System.Logger.Level.WARNING, "memory of states: {0}", unknown.getMessage());
    }
  }

  /** What a run's states will take more than now. */
  private long missing(RunTracker run) throws IOException {
    long bytes =
        StateFile.GENERATIONS * run.results().prepared().map(Prepared::getStateBytes).orElse(0L);
    return Math.max(0, bytes - states.bytes(run.name()));
  }

  /** A run that waits for rewards goes on where it is. */
  private static boolean mayLeave(Phase phase) {
    return switch (phase) {
      case TRAINING, AWAITING_REWARDS, ENDPOINT_UNAVAILABLE -> false;
      case PENDING, PREPARING, WAITING, STOPPED, SUCCEEDED, FAILED -> true;
    };
  }
}
