package dev.rondo.trainer.data;

import java.util.OptionalLong;

/** Where evaluation rows come from. */
public sealed interface EvalData {
  /** No evaluation. */
  record None() implements EvalData {}

  /** A file of their own. */
  record OfFile(DataFile file) implements EvalData {}

  /**
   * Held out of the training rows, as {@code datasets.Dataset.train_test_split} does.
   *
   * @param share of the rows, between 0 and 1
   * @param limit use only so many of them
   */
  record HeldOut(double share, OptionalLong limit) implements EvalData {}
}
