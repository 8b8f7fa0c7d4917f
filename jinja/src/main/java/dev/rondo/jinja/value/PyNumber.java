package dev.rondo.jinja.value;

/** What counts as a number: int, float, and bool as 0 or 1. */
public final class PyNumber {
  private PyNumber() {}

  /** Whether a value takes part in arithmetic. */
  public static boolean is(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  /**
   * The value as a Long or a Double.
   *
   * @throws JinjaException if it is none
   */
  public static Number of(Object value) {
    return switch (value) {
      case Boolean is -> is ? 1L : 0L;
      case Long number -> number;
      case Double number -> number;
      case Undefined undefined -> throw undefined.failure();
      case null, default ->
          throw JinjaException.type("bad operand type: '" + TypeName.of(value) + "'");
    };
  }

  /** The value as a whole number; a float is cut. */
  public static long toLong(Object value) {
    return of(value).longValue();
  }

  /** The value as an index into Java's lists. */
  public static int toInt(Object value) {
    return Math.toIntExact(toLong(value));
  }

  /** The value as a float. */
  public static double toDouble(Object value) {
    return of(value).doubleValue();
  }
}
