package dev.rondo.jinja.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a function, filter or test is called with.
 *
 * @param positional in order; null is None
 * @param named by keyword, in order
 */
public record CallArguments(List<Object> positional, Map<String, Object> named) {
  /** No argument at all. */
  public static final CallArguments NONE = new CallArguments(List.of(), Map.of());

  /** The argument that may stand at a place or under a name, else the default. */
  public Object get(int place, String name, Object otherwise) {
    if (place < positional.size()) {
      return positional.get(place);
    }
    return named.containsKey(name) ? named.get(name) : otherwise;
  }

  /** The argument that has to be there. */
  public Object require(int place, String name) {
    if (place >= positional.size() && !named.containsKey(name)) {
      throw JinjaException.type("missing required argument: '%s'".formatted(name));
    }
    return get(place, name, null);
  }

  /** A string that has to be there. */
  public String text(int place, String name) {
    return PyString.of(require(place, name));
  }

  /** A string, or null where it is None or absent. */
  public String textOrNone(int place, String name) {
    Object value = get(place, name, null);
    return value == null ? null : PyString.of(value);
  }

  /** A whole number. */
  public long integer(int place, String name, long otherwise) {
    return PyNumber.toLong(get(place, name, otherwise));
  }

  /** Whether the argument is true. */
  public boolean flag(int place, String name) {
    return Truth.of(get(place, name, false));
  }

  /** Without the first positional argument. */
  public CallArguments rest() {
    return new CallArguments(positional.subList(1, positional.size()), named);
  }

  /** With one keyword more. */
  public CallArguments with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(named);
    more.put(name, value);
    return new CallArguments(positional, more);
  }
}
