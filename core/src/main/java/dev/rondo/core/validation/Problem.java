package dev.rondo.core.validation;

/**
 * One thing wrong with a manifest.
 *
 * @param file as the reader named it
 * @param line from 1
 * @param column from 1
 * @param field path in the document, e.g. {@code spec.configs[1].peft.r}; empty for the document
 * @param message what is wrong, what is allowed, and the nearest name where there is one
 */
public record Problem(String file, int line, int column, String field, String message) {
  @Override
  public String toString() {
    String where = "%s:%d:%d: ".formatted(file, line, column);
    return field.isEmpty() ? where + message : where + field + " " + message;
  }
}
