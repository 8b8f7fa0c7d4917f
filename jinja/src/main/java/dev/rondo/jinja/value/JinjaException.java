package dev.rondo.jinja.value;

/**
 * A template that cannot be read or rendered. The message is what Jinja or Python would say; of
 * {@code raise_exception} it is the template's own.
 */
public final class JinjaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong. */
  public JinjaException(String message) {
    super(message);
  }

  /** A template that cannot be parsed. */
  public static JinjaException syntax(String message) {
    return new JinjaException("TemplateSyntaxError: " + message);
  }

  /** Python's TypeError. */
  public static JinjaException type(String message) {
    return new JinjaException("TypeError: " + message);
  }

  /** Python's ValueError. */
  public static JinjaException value(String message) {
    return new JinjaException("ValueError: " + message);
  }
}
