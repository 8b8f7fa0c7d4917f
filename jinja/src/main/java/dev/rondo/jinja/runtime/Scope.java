package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.Undefined;
import java.util.HashMap;
import java.util.Map;

/** The variables that statements see: their own, then those around them. */
final class Scope {
  private final Scope outer;
  private final Map<String, Object> variables = new HashMap<>();
  private String captured = "";

  private Scope(Scope outer) {
    this.outer = outer;
  }

  static Scope root() {
    return new Scope(null);
  }

  Scope inner() {
    return new Scope(this);
  }

  /** The variable, or {@link Undefined}. */
  Object get(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Object value = scope.variables.get(name);
      if (value != null || scope.variables.containsKey(name)) {
        return value;
      }
    }
    return new Undefined("'" + name + "' is undefined");
  }

  void set(String name, Object value) {
    variables.put(name, value);
  }

  /** What the filter or set block of this scope rendered. */
  String captured() {
    return captured;
  }

  void captured(String text) {
    captured = text;
  }
}
