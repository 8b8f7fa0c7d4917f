package dev.rondo.trainer.data;

/** A row that cannot be trained on; the message says why. */
final class MalformedRowException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedRowException(String message) {
    super(message);
  }
}
