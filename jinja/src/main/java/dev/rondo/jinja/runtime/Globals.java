package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.CallArguments;
import dev.rondo.jinja.value.Iteration;
import dev.rondo.jinja.value.JinjaException;
import dev.rondo.jinja.value.PyFunction;
import dev.rondo.jinja.value.PyNamespace;
import dev.rondo.jinja.value.PyNumber;
import dev.rondo.jinja.value.PyString;
import dev.rondo.jinja.value.Repr;
import dev.rondo.jinja.value.Strftime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions that every template can call. */
final class Globals {
  /** What the sandbox allows {@code range} to hold. */
  private static final int MOST_ITEMS = 100_000;

  private static final Set<String> NAMES =
      Set.of("range", "namespace", "dict", "raise_exception", "strftime_now", "joiner");

  private Globals() {}

  static Set<String> names() {
    return NAMES;
  }

  /** Sets them, for a rendering at this time. */
  static void define(Scope scope, LocalDateTime now) {
    scope.set("range", (PyFunction) Globals::range);
    scope.set("namespace", (PyFunction) arguments -> new PyNamespace(named(arguments)));
    scope.set("dict", (PyFunction) Globals::dict);
    scope.set(
        "raise_exception",
        (PyFunction)
            arguments -> {
              throw new JinjaException(Repr.str(arguments.require(0, "message")));
            });
    scope.set(
        "strftime_now", (PyFunction) arguments -> Strftime.of(arguments.text(0, "format"), now));
    scope.set("joiner", (PyFunction) Globals::joiner);
  }

  private static Object range(CallArguments arguments) {
    List<Object> given = arguments.positional();
    long from = given.size() > 1 ? PyNumber.toLong(given.getFirst()) : 0;
    long to = PyNumber.toLong(given.size() > 1 ? given.get(1) : arguments.require(0, "stop"));
    long step = given.size() > 2 ? PyNumber.toLong(given.get(2)) : 1;
    if (step == 0) {
      throw JinjaException.value("range() arg 3 must not be zero");
    }
    if ((to - from) / step > MOST_ITEMS) {
      throw new JinjaException(
          "OverflowError: Range too big. The sandbox blocks ranges larger than " + MOST_ITEMS);
    }
    List<Object> items = new ArrayList<>();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      items.add(i);
    }
    return items;
  }

  private static Map<String, Object> named(CallArguments arguments) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    dict(arguments).forEach((name, value) -> attributes.put(PyString.of(name), value));
    return attributes;
  }

  private static Map<Object, Object> dict(CallArguments arguments) {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (!arguments.positional().isEmpty()) {
      switch (arguments.positional().getFirst()) {
        case Map<?, ?> given -> map.putAll(given);
        case Object pairs ->
            Iteration.of(pairs)
                .forEach(pair -> {
                  List<Object> entry = Iteration.unpacked(pair, 2);
                  map.put(entry.get(0), entry.get(1));
                });
      }
    }
    map.putAll(arguments.named());
    return map;
  }

  private static Object joiner(CallArguments arguments) {
    String separator = Repr.str(arguments.get(0, "sep", ", "));
    boolean[] used = {false};
    return (PyFunction)
        _ -> {
          String between = used[0] ? separator : "";
          used[0] = true;
          return between;
        };
  }
}
