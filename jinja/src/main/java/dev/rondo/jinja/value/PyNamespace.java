package dev.rondo.jinja.value;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code namespace()} gives: the only object whose attributes a template may set. */
public final class PyNamespace {
  private final Map<String, Object> attributes;

  /** With these attributes at first. */
  public PyNamespace(Map<String, Object> attributes) {
    this.attributes = new LinkedHashMap<>(attributes);
  }

  /** Sets an attribute. */
  public void set(String name, Object value) {
    attributes.put(name, value);
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  Object get(String name) {
    return attributes.get(name);
  }
}
