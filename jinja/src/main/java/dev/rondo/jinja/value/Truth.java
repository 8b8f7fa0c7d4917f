package dev.rondo.jinja.value;

import java.util.Collection;
import java.util.Map;

/** Python's truth of a value. */
public final class Truth {
  private Truth() {}

  /** {@code bool(value)}. */
  public static boolean of(Object value) {
    return switch (value) {
      case null -> false;
      case Undefined _ -> false;
      case Boolean is -> is;
      case Long number -> number != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case Collection<?> items -> !items.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }
}
