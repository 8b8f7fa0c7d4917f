package dev.rondo.jinja.runtime;

import dev.rondo.jinja.value.Access;
import dev.rondo.jinja.value.PyString;
import java.util.Locale;

/**
 * The part of an item that a filter looks at.
 *
 * @param path names and indices with dots between, an index, or null for the item itself
 * @param caseSensitive whether strings keep their case
 */
record ItemAttribute(Object path, boolean caseSensitive) {
  Object of(Object item) {
    Object value = path == null ? item : at(item, path);
    return !caseSensitive && value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
  }

  /** The value at a path of an item. */
  static Object at(Object item, Object path) {
    if (path instanceof Long) {
      return Access.item(item, path);
    }
    Object value = item;
    for (String part : PyString.of(path).split("\\.", -1)) {
      boolean isIndex = !part.isEmpty() && part.chars().allMatch(Character::isDigit);
      value = Access.item(value, isIndex ? (Object) Long.valueOf(part) : part);
    }
    return value;
  }
}
