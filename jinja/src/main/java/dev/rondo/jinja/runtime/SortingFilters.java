package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.Arithmetic;
import dev.rondo.jinja.value.CallArguments;
import dev.rondo.jinja.value.Comparison;
import dev.rondo.jinja.value.Iteration;
import dev.rondo.jinja.value.JinjaException;
import dev.rondo.jinja.value.Methods;
import dev.rondo.jinja.value.PyTuple;
import dev.rondo.jinja.value.TypeName;
import dev.rondo.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Filters that order, group or add up items. */
final class SortingFilters {
  static final Map<String, Filter> ALL =
      Map.of(
          "sort", SortingFilters::sort,
          "dictsort", SortingFilters::sortDict,
          "unique", SortingFilters::unique,
          "min", (value, arguments) -> extreme(value, arguments, -1),
          "max", (value, arguments) -> extreme(value, arguments, 1),
          "sum", SortingFilters::sum,
          "groupby", SortingFilters::group);

  private SortingFilters() {}

  private static Object sort(Object value, CallArguments arguments) {
    ItemAttribute key =
        new ItemAttribute(arguments.get(2, "attribute", null), arguments.flag(1, "case_sensitive"));
    return sorted(Iteration.of(value), key, arguments.flag(0, "reverse"));
  }

  private static List<Object> sorted(List<Object> items, ItemAttribute key, boolean reverse) {
    Comparator<Object> order = (a, b) -> Comparison.order(key.of(a), key.of(b));
    List<Object> sorted = new ArrayList<>(items);
    sorted.sort(reverse ? order.reversed() : order);
    return sorted;
  }

  private static Object sortDict(Object value, CallArguments arguments) {
    if (!(value instanceof Map<?, ?> map)) {
      throw JinjaException.type("'%s' object has no items".formatted(TypeName.of(value)));
    }
    long by = "value".equals(arguments.get(1, "by", "key")) ? 1 : 0;
    ItemAttribute key = new ItemAttribute(by, arguments.flag(0, "case_sensitive"));
    return sorted(Methods.items(map), key, arguments.flag(2, "reverse"));
  }

  private static Object unique(Object value, CallArguments arguments) {
    ItemAttribute key =
        new ItemAttribute(arguments.get(1, "attribute", null), arguments.flag(0, "case_sensitive"));
    List<Object> seen = new ArrayList<>();
    List<Object> unique = new ArrayList<>();
    for (Object item : Iteration.of(value)) {
      Object part = key.of(item);
      if (!Comparison.contains(seen, part)) {
        seen.add(part);
        unique.add(item);
      }
    }
    return unique;
  }

  /** The first item that none goes beyond, in this direction. */
  private static Object extreme(Object value, CallArguments arguments, int direction) {
    ItemAttribute key =
        new ItemAttribute(arguments.get(1, "attribute", null), arguments.flag(0, "case_sensitive"));
    List<Object> items = Iteration.of(value);
    if (items.isEmpty()) {
      return new Undefined("No aggregated item, sequence was empty.");
    }
    Object best = items.getFirst();
    for (Object item : items) {
      if (Integer.signum(Comparison.order(key.of(item), key.of(best))) == direction) {
        best = item;
      }
    }
    return best;
  }

  private static Object sum(Object value, CallArguments arguments) {
    ItemAttribute part = new ItemAttribute(arguments.get(0, "attribute", null), true);
    Object sum = arguments.get(1, "start", 0L);
    for (Object item : Iteration.of(value)) {
      sum = Arithmetic.of("+", sum, part.of(item));
    }
    return sum;
  }

  private static Object group(Object value, CallArguments arguments) {
    Object path = arguments.require(0, "attribute");
    ItemAttribute key = new ItemAttribute(path, arguments.flag(2, "case_sensitive"));
    List<Object> groups = new ArrayList<>();
    List<Object> members = new ArrayList<>();
    Object open = null;
    for (Object item : sorted(Iteration.of(value), key, false)) {
      if (members.isEmpty() || !Comparison.equal(open, key.of(item))) {
        members = new ArrayList<>();
        open = key.of(item);
        groups.add(PyTuple.of(ItemAttribute.at(item, path), members));
      }
      members.add(item);
    }
    return groups;
  }
}
