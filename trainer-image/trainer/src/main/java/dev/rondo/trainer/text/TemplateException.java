package dev.rondo.trainer.text;

/** A template that cannot be read or rendered; the message says why. */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what is wrong, for people. */
  public TemplateException(String message, Throwable cause) {
    super(message, cause);
  }
}
