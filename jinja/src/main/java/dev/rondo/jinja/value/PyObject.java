package dev.rondo.jinja.value;

/** An object of the renderer with attributes of its own, such as {@code loop}. */
public interface PyObject {
  /** Its class in Python. */
  String typeName();

  /** The attribute, or {@link Undefined}. */
  Object attribute(String name);
}
