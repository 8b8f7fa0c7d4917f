package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.CallArguments;
import dev.rondo.jinja.value.Comparison;
import dev.rondo.jinja.value.PyFunction;
import dev.rondo.jinja.value.PyNumber;
import dev.rondo.jinja.value.Repr;
import dev.rondo.jinja.value.Undefined;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Jinja's tests: {@code value is name}. */
final class Tests {
  private static final Set<String> NAMES =
      Set.of(
          "boolean",
          "callable",
          "defined",
          "divisibleby",
          "eq",
          "equalto",
          "escaped",
          "even",
          "false",
          "filter",
          "float",
          "ge",
          "greaterthan",
          "gt",
          "in",
          "integer",
          "iterable",
          "le",
          "lessthan",
          "lower",
          "lt",
          "mapping",
          "ne",
          "none",
          "number",
          "odd",
          "sameas",
          "sequence",
          "string",
          "test",
          "true",
          "undefined",
          "upper");

  private Tests() {}

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  static boolean holds(String name, Object value, CallArguments arguments) {
    return switch (name) {
      case "defined" -> !(value instanceof Undefined);
      case "undefined" -> value instanceof Undefined;
      case "none" -> value == null;
      case "boolean" -> value instanceof Boolean;
      case "true" -> Boolean.TRUE.equals(value);
      case "false" -> Boolean.FALSE.equals(value);
      case "string" -> value instanceof String;
      case "mapping" -> value instanceof Map;
      case "number" -> PyNumber.is(value);
      case "integer" -> value instanceof Long;
      case "float" -> value instanceof Double;
      case "callable" -> value instanceof PyFunction;
      case "escaped" -> false;
      case "sequence", "iterable" ->
          value instanceof String
              || value instanceof List
              || value instanceof Map
              || value instanceof Undefined;
      case "even" -> Math.floorMod(PyNumber.toLong(value), 2L) == 0;
      case "odd" -> Math.floorMod(PyNumber.toLong(value), 2L) == 1;
      case "divisibleby" ->
          PyNumber.toLong(value) % PyNumber.toLong(arguments.require(0, "num")) == 0;
      case "lower" -> isCased(value) && text(value).equals(text(value).toLowerCase(Locale.ROOT));
      case "upper" -> isCased(value) && text(value).equals(text(value).toUpperCase(Locale.ROOT));
      case "filter" -> value instanceof String filter && Filters.has(filter);
      case "test" -> value instanceof String test && has(test);
      case "sameas" -> isSame(value, arguments.require(0, "other"));
      default -> compares(name, value, arguments.require(0, "other"));
    };
  }

  private static boolean compares(String name, Object value, Object other) {
    String operator =
        switch (name) {
          case "eq", "equalto" -> "==";
          case "ne" -> "!=";
          case "lt", "lessthan" -> "<";
          case "gt", "greaterthan" -> ">";
          case "le" -> "<=";
          case "ge" -> ">=";
          default -> "in";
        };
    return Comparison.holds(operator, value, other);
  }

  /**
   * Identity is what it asks for; equal strings and numbers count as one, as Python interns them.
   */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Object value, Object other) {
    boolean isContainer = value instanceof List || value instanceof Map;
    return value == other || (!isContainer && Objects.equals(value, other));
  }

  private static String text(Object value) {
    return Repr.str(value);
  }

  private static boolean isCased(Object value) {
    String text = text(value);
    return !text.toUpperCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT));
  }
}
