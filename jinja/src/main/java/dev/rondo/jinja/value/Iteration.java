package dev.rondo.jinja.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a value gives when it is gone through. */
public final class Iteration {
  private Iteration() {}

  /**
   * Its items: of a string its code points, of a dict its keys.
   *
   * @throws JinjaException if it has none, as None and numbers
   */
  public static List<Object> of(Object value) {
    return switch (value) {
      case List<?> list -> new ArrayList<>(list);
      case Map<?, ?> map -> new ArrayList<>(map.keySet());
      case String text -> new ArrayList<>(text.codePoints().mapToObj(Character::toString).toList());
      case Undefined _ -> List.of();
      case null, default ->
          throw JinjaException.type("'%s' object is not iterable".formatted(TypeName.of(value)));
    };
  }

  /** The items that a target list of this size takes. */
  public static List<Object> unpacked(Object value, int size) {
    List<Object> items = of(value);
    if (items.size() < size) {
      throw JinjaException.value(
          "not enough values to unpack (expected %d, got %d)".formatted(size, items.size()));
    }
    if (items.size() > size) {
      throw JinjaException.value("too many values to unpack (expected %d)".formatted(size));
    }
    return items;
  }
}
