package dev.rondo.scheduler.trainer;

import java.io.IOException;

/** Where a slot gets its trainer from, at first and after a crash. */
public interface TrainerSource {
  /** Whether there is one now, or one can be started. A slot without gets no turns. */
  boolean isAvailable();

  /**
   * A trainer that answers.
   *
   * @throws TrainerCrash if it ended before it did
   */
  Trainer open() throws IOException, TrainerCrash, InterruptedException;
}
