package dev.rondo.trainer.objective;

import java.util.List;

/** Which training rows an optimizer step consumes. */
@FunctionalInterface
public interface StepRows {
  /** Row numbers of each micro-batch of the step after {@code stepsDone}, in order. */
  List<int[]> of(long stepsDone);
}
