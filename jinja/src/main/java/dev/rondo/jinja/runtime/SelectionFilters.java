package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.CallArguments;
import dev.rondo.jinja.value.Iteration;
import dev.rondo.jinja.value.PyString;
import dev.rondo.jinja.value.Truth;
import dev.rondo.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Filters that choose items, or take a part of each. */
final class SelectionFilters {
  static final Map<String, Filter> ALL =
      Map.of(
          "map", SelectionFilters::map,
          "select", (value, arguments) -> chosen(value, arguments, true),
          "reject", (value, arguments) -> chosen(value, arguments, false),
          "selectattr", (value, arguments) -> chosenByAttribute(value, arguments, true),
          "rejectattr", (value, arguments) -> chosenByAttribute(value, arguments, false),
          "default", SelectionFilters::otherwise,
          "d", SelectionFilters::otherwise,
          "attr", (value, arguments) -> ItemAttribute.at(value, arguments.require(0, "name")));

  private SelectionFilters() {}

  private static Object map(Object value, CallArguments arguments) {
    List<Object> mapped = new ArrayList<>();
    for (Object item : Iteration.of(value)) {
      if (arguments.named().containsKey("attribute")) {
        Object part = ItemAttribute.at(item, arguments.named().get("attribute"));
        boolean isMissing = part instanceof Undefined && arguments.named().containsKey("default");
        mapped.add(isMissing ? arguments.named().get("default") : part);
      } else {
        mapped.add(Filters.apply(arguments.text(0, "filter"), item, arguments.rest()));
      }
    }
    return mapped;
  }

  private static Object chosen(Object value, CallArguments arguments, boolean wanted) {
    List<Object> chosen = new ArrayList<>();
    for (Object item : Iteration.of(value)) {
      if (passes(item, arguments) == wanted) {
        chosen.add(item);
      }
    }
    return chosen;
  }

  private static Object chosenByAttribute(Object value, CallArguments arguments, boolean wanted) {
    List<Object> chosen = new ArrayList<>();
    for (Object item : Iteration.of(value)) {
      Object part = ItemAttribute.at(item, arguments.require(0, "attribute"));
      if (passes(part, arguments.rest()) == wanted) {
        chosen.add(item);
      }
    }
    return chosen;
  }

  /** By the test that the arguments name, else by truth. */
  private static boolean passes(Object value, CallArguments arguments) {
    return arguments.positional().isEmpty()
        ? Truth.of(value)
        : Tests.holds(PyString.of(arguments.positional().getFirst()), value, arguments.rest());
  }

  private static Object otherwise(Object value, CallArguments arguments) {
    boolean isMissing =
        value instanceof Undefined || (arguments.flag(1, "boolean") && !Truth.of(value));
    return isMissing ? arguments.get(0, "default_value", "") : value;
  }
}
