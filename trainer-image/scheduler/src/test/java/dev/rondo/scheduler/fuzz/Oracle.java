package dev.rondo.scheduler.fuzz;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The table of gestures and states, written down once more: what becomes of gestures on runs that
 * have come to rest, or that train without an end.
 */
final class Oracle {
  /** Where a run is. */
  enum State {
    /** Trains, or waits to. */
    LIVE,
    STOPPED,
    SUCCEEDED,
    FAILED
  }

  /** What becomes of a gesture. */
  enum Result {
    DONE,
    REFUSED
  }

  private final Map<String, State> runs = new HashMap<>();
  private final Map<String, Result> results = new HashMap<>();

  void begin(String run, State state) {
    runs.put(run, state);
  }

  Map<String, State> runs() {
    return runs;
  }

  Map<String, Result> results() {
    return results;
  }

  /** A gesture that was seen before changes nothing. */
  void apply(FuzzedGesture gesture) {
    if (!results.containsKey(gesture.id())) {
      results.put(gesture.id(), judge(gesture) ? Result.DONE : Result.REFUSED);
    }
  }

  private boolean judge(FuzzedGesture gesture) {
    State state = runs.get(gesture.run());
    if (state == null) {
      return false;
    }
    return switch (gesture.kind()) {
      case STOP -> {
        if (state == State.LIVE) {
          runs.put(gesture.run(), State.STOPPED);
        }
        yield state == State.LIVE || state == State.STOPPED;
      }
      case RESUME -> {
        if (state == State.STOPPED) {
          runs.put(gesture.run(), State.LIVE);
        }
        yield state != State.SUCCEEDED;
      }
      case DELETE -> {
        runs.remove(gesture.run());
        yield true;
      }
      case CLONE_COLD -> clone(gesture);
      case CLONE_WARM -> state != State.FAILED && clone(gesture);
      case CLONE_BADLY -> false;
    };
  }

  private boolean clone(FuzzedGesture gesture) {
    boolean isFree = !runs.containsKey(gesture.cloneName());
    if (isFree) {
      runs.put(gesture.cloneName(), State.LIVE);
    }
    return isFree;
  }

  /** Whether a state in a run's status is this one: who waits for a slot is live too. */
  static boolean agrees(State expected, Optional<String> word) {
    return switch (expected) {
      case LIVE -> word.filter(w -> w.equals("Running") || w.equals("Pending")).isPresent();
      case STOPPED -> word.filter("Stopped"::equals).isPresent();
      case SUCCEEDED -> word.filter("Succeeded"::equals).isPresent();
      case FAILED -> word.filter("Failed"::equals).isPresent();
    };
  }
}
