package dev.rondo.jinja.value;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Python's equality, order and membership. */
public final class Comparison {
  private Comparison() {}

  /**
   * Compares two values.
   *
   * @param operator one of {@code == != < > <= >= in}, or {@code not in}
   */
  public static boolean holds(String operator, Object left, Object right) {
    return switch (operator) {
      case "==" -> equal(left, right);
      case "!=" -> !equal(left, right);
      case "<" -> order(left, right) < 0;
      case ">" -> order(left, right) > 0;
      case "<=" -> order(left, right) <= 0;
      case ">=" -> order(left, right) >= 0;
      case "in" -> contains(right, left);
      default -> !contains(right, left);
    };
  }

  /** {@code a == b}. */
  public static boolean equal(Object a, Object b) {
    if (PyNumber.is(a) && PyNumber.is(b)) {
      return (a instanceof Double || b instanceof Double)
          ? (PyNumber.toDouble(a) == PyNumber.toDouble(b))
          : (PyNumber.toLong(a) == PyNumber.toLong(b));
    }
    if (a instanceof Undefined) {
      return b instanceof Undefined;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      boolean sameType = (a instanceof PyTuple) == (b instanceof PyTuple);
      return sameType && equalItems(x, y);
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.size() == y.size()
          && x.entrySet().stream()
              .allMatch(entry ->
                  y.containsKey(entry.getKey()) && equal(entry.getValue(), y.get(entry.getKey())));
    }
    return Objects.equals(a, b);
  }

  private static boolean equalItems(List<?> x, List<?> y) {
    if (x.size() != y.size()) {
      return false;
    }
    for (int i = 0; i < x.size(); i++) {
      if (!equal(x.get(i), y.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Less than zero, zero or more, as {@code a} comes before {@code b}.
   *
   * @throws JinjaException if they cannot be ordered
   */
  public static int order(Object a, Object b) {
    if (a instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (b instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (PyNumber.is(a) && PyNumber.is(b)) {
      return a instanceof Double || b instanceof Double
          ? Double.compare(PyNumber.toDouble(a), PyNumber.toDouble(b))
          : Long.compare(PyNumber.toLong(a), PyNumber.toLong(b));
    }
    if (a instanceof String x && b instanceof String y) {
      return Arrays.compare(x.codePoints().toArray(), y.codePoints().toArray());
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
        if (!equal(x.get(i), y.get(i))) {
          return order(x.get(i), y.get(i));
        }
      }
      return x.size() - y.size();
    }
    throw JinjaException.type(
        "'<' not supported between instances of '%s' and '%s'"
            .formatted(TypeName.of(a), TypeName.of(b)));
  }

  /** {@code item in container}. */
  public static boolean contains(Object container, Object item) {
    return switch (container) {
      case String text when item instanceof String part -> text.contains(part);
      case String _ ->
          throw JinjaException.type(
              "'in <string>' requires string as left operand, not " + TypeName.of(item));
      case Map<?, ?> map -> map.containsKey(item);
      case List<?> list -> list.stream().anyMatch(each -> equal(each, item));
      case Undefined _ -> false;
      case null, default ->
          throw JinjaException.type(
              "argument of type '%s' is not iterable".formatted(TypeName.of(container)));
    };
  }
}
