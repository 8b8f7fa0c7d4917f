package dev.rondo.jinja.value;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A tuple: a list that never equals one and prints with parentheses. */
public final class PyTuple extends AbstractList<Object> {
  private final List<Object> items;

  /** A tuple of these; they may be null, which is None. */
  public PyTuple(List<?> items) {
    this.items = Collections.unmodifiableList(new ArrayList<>(items));
  }

  /** A tuple of these. */
  public static PyTuple of(Object... items) {
    return new PyTuple(Arrays.asList(items));
  }

  @Override
  public Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }
}
