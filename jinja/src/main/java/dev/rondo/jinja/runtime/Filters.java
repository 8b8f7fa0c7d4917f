package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.CallArguments;
import dev.rondo.jinja.value.JinjaException;
import java.util.HashMap;
import java.util.Map;

/** Jinja's filters by name. */
final class Filters {
  private static final Map<String, Filter> ALL = all();

  private Filters() {}

  private static Map<String, Filter> all() {
    Map<String, Filter> filters = new HashMap<>();
    filters.putAll(TextFilters.ALL);
    filters.putAll(NumberFilters.ALL);
    filters.putAll(SequenceFilters.ALL);
    filters.putAll(SelectionFilters.ALL);
    filters.putAll(SortingFilters.ALL);
    return Map.copyOf(filters);
  }

  static boolean has(String name) {
    return ALL.containsKey(name);
  }

  static Object apply(String name, Object value, CallArguments arguments) {
    Filter filter = ALL.get(name);
    if (filter == null) {
      throw new JinjaException("TemplateAssertionError: No filter named '%s'.".formatted(name));
    }
    return filter.apply(value, arguments);
  }
}
