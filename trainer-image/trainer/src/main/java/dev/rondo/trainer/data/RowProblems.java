package dev.rondo.trainer.data;

import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.config.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with rows: the first ones in words, the rest counted. */
final class RowProblems {
  private static final int SHOWN = 20;
  private static final int GIVE_UP = 1000;

  private final List<Problem> shown = new ArrayList<>();
  private long count;

  /**
   * Notes a problem.
   *
   * @param place {@code file:line} or {@code file: row n}
   */
  void add(String place, String message) {
    if (count++ < SHOWN) {
      shown.add(new Problem(place, message));
    }
  }

  /** Whether so much is wrong that reading on tells nothing. */
  boolean hopeless() {
    return count >= GIVE_UP;
  }

  /** The first problems. */
  List<Problem> shown() {
    return List.copyOf(shown);
  }

  boolean any() {
    return count > 0;
  }

  /** Refuses with what was noted, if anything was. */
  void refuseIfAny() throws RefusedException {
    if (count > SHOWN) {
      String more = hopeless() ? "at least " + (count - SHOWN) : Long.toString(count - SHOWN);
      shown.add(new Problem(shown.getLast().field(), "... and " + more + " more rows like these"));
    }
    if (count > 0) {
      throw new RefusedException(shown);
    }
  }
}
