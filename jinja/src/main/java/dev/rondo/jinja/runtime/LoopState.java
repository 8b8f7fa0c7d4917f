package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.CallArguments;
import dev.rondo.jinja.value.PyFunction;
import dev.rondo.jinja.value.PyObject;
import dev.rondo.jinja.value.Undefined;
import java.util.List;
import java.util.Optional;

/** The variable {@code loop}. */
final class LoopState implements PyObject {
  private final List<Object> items;
  private final int depth;
  private final Optional<PyFunction> recursion;
  private int index;
  private List<Object> lastChecked;

  /**
   * Before the first item.
   *
   * @param recursion what calling {@code loop} does in a recursive one
   */
  LoopState(List<Object> items, int depth, Optional<PyFunction> recursion) {
    this.items = items;
    this.depth = depth;
    this.recursion = recursion;
  }

  void at(int place) {
    index = place;
  }

  Optional<PyFunction> recursion() {
    return recursion;
  }

  @Override
  public String typeName() {
    return "LoopContext";
  }

  @Override
  public Object attribute(String name) {
    int length = items.size();
    return switch (name) {
      case "index" -> index + 1L;
      case "index0" -> (long) index;
      case "revindex" -> (long) length - index;
      case "revindex0" -> length - index - 1L;
      case "first" -> index == 0;
      case "last" -> index == length - 1;
      case "length" -> (long) length;
      case "depth" -> depth + 1L;
      case "depth0" -> (long) depth;
      case "previtem" ->
          index > 0 ? items.get(index - 1) : new Undefined("there is no previous item");
      case "nextitem" ->
          index < length - 1 ? items.get(index + 1) : new Undefined("there is no next item");
      case "cycle" -> (PyFunction) this::cycle;
      case "changed" -> (PyFunction) this::changed;
      default -> new Undefined("'LoopContext' has no attribute '" + name + "'");
    };
  }

  private Object cycle(CallArguments arguments) {
    return arguments.positional().get(index % arguments.positional().size());
  }

  private Object changed(CallArguments arguments) {
    boolean changed = !arguments.positional().equals(lastChecked);
    lastChecked = arguments.positional();
    return changed;
  }
}
