package dev.rondo.references;

/** A way in which a run can be apart from the recorded one; always the worst over the run. */
enum Measure {
  /** Absolute, over the steps. */
  LOSS("loss"),
  /** Mean over the steps of the absolute difference. */
  MEAN_LOSS("meanLoss"),
  /** Relative, of step 1. */
  FIRST_GRAD_NORM("firstGradNorm"),
  /** Relative, over the steps. */
  GRAD_NORM("gradNorm"),
  /** Absolute, over the steps. */
  LEARNING_RATE("learningRate"),
  /** Absolute, over TRL's evals. */
  EVAL_LOSS("evalLoss"),
  /** Any other number that TRL logged, relative to 1 + its size. */
  METRIC("metric"),
  /** Absolute, over the final weights. */
  WEIGHTS("weights"),
  /** L2 norm of the final weights' difference over that of TRL's update. */
  UPDATE("update");

  private final String title;

  Measure(String title) {
    this.title = title;
  }

  /** Its name in {@code bounds.json} and in the table. */
  String title() {
    return title;
  }
}
