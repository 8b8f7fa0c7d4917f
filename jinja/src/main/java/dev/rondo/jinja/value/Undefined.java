package dev.rondo.jinja.value;

/**
 * What a name, key or index that is not there gives. It prints empty, is false and iterates as
 * empty; to read an attribute of it, or to compute with it, raises.
 *
 * @param message what is not there
 */
public record Undefined(String message) {
  /** What using it raises. */
  public JinjaException failure() {
    return new JinjaException("UndefinedError: " + message);
  }
}
