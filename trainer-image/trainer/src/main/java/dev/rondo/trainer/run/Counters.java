package dev.rondo.trainer.run;

import dev.rondo.trainer.objective.Loss;
import dev.rondo.trainer.objective.MicroBatch;

/**
 * Where a run is; part of a saved state.
 *
 * @param step optimizer steps done: the place in the data and in the RNG's keys
 * @param updates AdamW updates its moments have seen
 * @param rows training rows consumed
 * @param tokens TRL's num_tokens
 * @param window since the last training record
 */
record Counters(long step, long updates, long rows, long tokens, LogWindow window) {
  static final Counters START = new Counters(0, 0, 0, 0, LogWindow.EMPTY);

  /** An older build may not have saved a window. */
  Counters {
    window = window == null ? LogWindow.EMPTY : window;
  }

  Counters withWindow(LogWindow next) {
    return new Counters(step, updates, rows, tokens, next);
  }

  Counters plusMicroBatch(MicroBatch batch, Loss part) {
    return new Counters(
        step, updates, rows + batch.size(), tokens + batch.tokens(), window.plusMicroBatch(part));
  }

  Counters plusStep() {
    return new Counters(step + 1, updates + 1, rows, tokens, window.plusStep());
  }
}
