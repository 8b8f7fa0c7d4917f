package dev.rondo.jinja.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The methods of Python's built-in types. Those that change their object are refused. */
public final class Methods {
  private static final Set<String> LIST_MUTATORS =
      Set.of("append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse");
  private static final Set<String> DICT_MUTATORS =
      Set.of("pop", "popitem", "update", "clear", "setdefault");

  private Methods() {}

  /**
   * The method of this name: a {@link PyFunction}, or {@link Undefined} where Jinja's sandbox hides
   * it.
   */
  public static Optional<Object> find(Object target, String name) {
    return switch (target) {
      case String text -> Optional.<Object>ofNullable(StringMethods.find(text, name));
      case Map<?, ?> map -> ofDict(map, name);
      case List<?> list -> ofList(list, name);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Object> ofDict(Map<?, ?> map, String name) {
    if (DICT_MUTATORS.contains(name)) {
      return Optional.of(hidden(name, "dict"));
    }
    return Optional.<Object>ofNullable(
        switch (name) {
          case "items" -> (PyFunction) _ -> items(map);
          case "keys" -> (PyFunction) _ -> new ArrayList<Object>(map.keySet());
          case "values" -> (PyFunction) _ -> new ArrayList<Object>(map.values());
          case "copy" -> (PyFunction) _ -> new LinkedHashMap<Object, Object>(map);
          case "get" ->
              (PyFunction)
                  arguments -> {
                    Object key = arguments.require(0, "key");
                    return map.containsKey(key) ? map.get(key) : arguments.get(1, "default", null);
                  };
          default -> null;
        });
  }

  /** {@code map.items()}. */
  public static List<Object> items(Map<?, ?> map) {
    List<Object> items = new ArrayList<>();
    map.forEach((key, value) -> items.add(PyTuple.of(key, value)));
    return items;
  }

  private static Optional<Object> ofList(List<?> list, String name) {
    if (LIST_MUTATORS.contains(name) && !(list instanceof PyTuple)) {
      return Optional.of(hidden(name, "list"));
    }
    return Optional.<Object>ofNullable(
        switch (name) {
          case "index" -> (PyFunction) arguments -> index(list, arguments.require(0, "value"));
          case "count" ->
              (PyFunction)
                  arguments -> {
                    Object sought = arguments.require(0, "value");
                    return list.stream().filter(item -> Comparison.equal(item, sought)).count();
                  };
          case "copy" -> list instanceof PyTuple ? null : (PyFunction) _ -> new ArrayList<>(list);
          default -> null;
        });
  }

  private static long index(List<?> list, Object sought) {
    for (int i = 0; i < list.size(); i++) {
      if (Comparison.equal(list.get(i), sought)) {
        return i;
      }
    }
    throw JinjaException.value(Repr.of(sought) + " is not in list");
  }

  private static Undefined hidden(String name, String type) {
    return new Undefined(
        "access to attribute '%s' of '%s' object is unsafe.".formatted(name, type));
  }
}
