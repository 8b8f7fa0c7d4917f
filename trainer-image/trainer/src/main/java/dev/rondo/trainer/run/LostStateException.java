package dev.rondo.trainer.run;

/** The state that a turn is to begin from is not there, torn, or of another step. */
final class LostStateException extends Exception {
  private static final long serialVersionUID = 1L;

  LostStateException(String message) {
    super(message);
  }
}
