package dev.rondo.trainer.run;

/** A run that cannot go on, with the reason; its neighbours can. */
final class TrainingFailure extends Exception {
  private static final long serialVersionUID = 1L;

  TrainingFailure(String message) {
    super(message);
  }
}
