package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.CallArguments;
import dev.rondo.jinja.value.Iteration;
import dev.rondo.jinja.value.JinjaException;
import dev.rondo.jinja.value.Methods;
import dev.rondo.jinja.value.PyString;
import dev.rondo.jinja.value.Repr;
import dev.rondo.jinja.value.TypeName;
import dev.rondo.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Filters over whole sequences. */
final class SequenceFilters {
  static final Map<String, Filter> ALL =
      Map.of(
          "length", (value, _) -> length(value),
          "count", (value, _) -> length(value),
          "first", (value, _) -> first(value),
          "last", (value, _) -> last(value),
          "list", (value, _) -> Iteration.of(value),
          "reverse", (value, _) -> reversed(value),
          "join", SequenceFilters::join,
          "items", (value, _) -> items(value),
          "batch", SequenceFilters::batches,
          "slice", SequenceFilters::slices);

  private SequenceFilters() {}

  private static long length(Object value) {
    return switch (value) {
      case String text -> PyString.length(text);
      case Collection<?> items -> items.size();
      case Map<?, ?> map -> map.size();
      case Undefined _ -> 0;
      case null, default ->
          throw JinjaException.type(
              "object of type '%s' has no len()".formatted(TypeName.of(value)));
    };
  }

  private static Object first(Object value) {
    List<Object> items = Iteration.of(value);
    return items.isEmpty() ? new Undefined("No first item, sequence was empty.") : items.getFirst();
  }

  private static Object last(Object value) {
    List<Object> items = Iteration.of(value);
    return items.isEmpty() ? new Undefined("No last item, sequence was empty.") : items.getLast();
  }

  private static Object reversed(Object value) {
    return value instanceof String text
        ? new StringBuilder(text).reverse().toString()
        : new ArrayList<>(Iteration.of(value).reversed());
  }

  private static Object join(Object value, CallArguments arguments) {
    ItemAttribute part = new ItemAttribute(arguments.get(1, "attribute", null), true);
    StringJoiner joined = new StringJoiner(Repr.str(arguments.get(0, "d", "")));
    Iteration.of(value).forEach(item -> joined.add(Repr.str(part.of(item))));
    return joined.toString();
  }

  private static Object items(Object value) {
    return switch (value) {
      case Undefined _ -> List.of();
      case Map<?, ?> map -> Methods.items(map);
      case null, default -> throw JinjaException.type("Can only get item pairs from a mapping.");
    };
  }

  private static Object batches(Object value, CallArguments arguments) {
    int size = Math.toIntExact(arguments.integer(0, "linecount", 1));
    Object fill = arguments.get(1, "fill_with", null);
    List<Object> items = Iteration.of(value);
    List<Object> batches = new ArrayList<>();
    for (int from = 0; from < items.size(); from += size) {
      List<Object> batch =
          new ArrayList<>(items.subList(from, Math.min(items.size(), from + size)));
      while (fill != null && batch.size() < size) {
        batch.add(fill);
      }
      batches.add(batch);
    }
    return batches;
  }

  private static Object slices(Object value, CallArguments arguments) {
    int count = Math.toIntExact(arguments.integer(0, "slices", 1));
    Object fill = arguments.get(1, "fill_with", null);
    List<Object> items = Iteration.of(value);
    int size = items.size() / count;
    int larger = items.size() % count;
    List<Object> slices = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < count; i++) {
      int to = from + size + (i < larger ? 1 : 0);
      List<Object> slice = new ArrayList<>(items.subList(from, to));
      if (fill != null && i >= larger) {
        slice.add(fill);
      }
      slices.add(slice);
      from = to;
    }
    return slices;
  }
}
