package dev.rondo.jinja.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attributes, items and slices, as Jinja's environment looks them up. */
public final class Access {
  private Access() {}

  /** {@code target.name}: methods first, then keys. */
  public static Object attribute(Object target, String name) {
    return switch (target) {
      case Undefined undefined -> throw undefined.failure();
      case PyObject object -> object.attribute(name);
      case PyNamespace namespace when namespace.has(name) -> namespace.get(name);
      case null, default -> {
        Optional<Object> method = Methods.find(target, name);
        yield method.isPresent()
            ? method.get()
            : target instanceof Map<?, ?> map && map.containsKey(name)
                ? map.get(name)
                : new Undefined(owner(target) + " has no attribute " + Repr.of(name));
      }
    };
  }

  /** {@code target[key]}: keys first, then methods. */
  public static Object item(Object target, Object key) {
    if (target instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (target instanceof Map<?, ?> map && map.containsKey(key)) {
      return map.get(key);
    }
    if (key instanceof Long index && (target instanceof List || target instanceof String)) {
      Optional<Object> found = element(target, index);
      if (found.isPresent()) {
        return found.get();
      }
      if (target instanceof List<?> list && isWithin(index, list.size())) {
        return null;
      }
    }
    if (key instanceof String name && !(target instanceof Map)) {
      return attribute(target, name);
    }
    if (key instanceof String name) {
      return Methods.find(target, name)
          .orElseGet(() -> new Undefined("'dict object' has no attribute " + Repr.of(name)));
    }
    return new Undefined(owner(target) + " has no element " + Repr.of(key));
  }

  private static boolean isWithin(long index, int size) {
    return index < size && index >= -size;
  }

  private static Optional<Object> element(Object target, long index) {
    if (target instanceof String text) {
      int size = text.codePointCount(0, text.length());
      if (!isWithin(index, size)) {
        return Optional.empty();
      }
      int at = text.offsetByCodePoints(0, (int) (index < 0 ? index + size : index));
      return Optional.of(Character.toString(text.codePointAt(at)));
    }
    List<?> list = (List<?>) target;
    return isWithin(index, list.size())
        ? Optional.ofNullable(list.get((int) (index < 0 ? index + list.size() : index)))
        : Optional.empty();
  }

  private static String owner(Object target) {
    return target == null ? "None" : "'%s object'".formatted(TypeName.of(target));
  }

  /**
   * {@code target[from:to:step]}; None where a part is not given.
   *
   * @throws JinjaException if the step is zero
   */
  public static Object slice(Object target, Object from, Object to, Object step) {
    if (target instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (!(target instanceof String) && !(target instanceof List)) {
      return new Undefined(owner(target) + " has no element slice");
    }
    List<Object> items = Iteration.of(target);
    long by = step == null ? 1 : PyNumber.toLong(step);
    if (by == 0) {
      throw JinjaException.value("slice step cannot be zero");
    }
    int size = items.size();
    long first = from == null ? (by > 0 ? 0 : size - 1) : bound(PyNumber.toLong(from), size, by);
    long end = to == null ? (by > 0 ? size : -1) : bound(PyNumber.toLong(to), size, by);
    List<Object> taken = new ArrayList<>();
    for (long i = first; by > 0 ? i < end : i > end; i += by) {
      taken.add(items.get((int) i));
    }
    if (target instanceof String) {
      StringBuilder text = new StringBuilder();
      taken.forEach(text::append);
      return text.toString();
    }
    return target instanceof PyTuple ? new PyTuple(taken) : taken;
  }

  private static long bound(long place, int size, long step) {
    if (place < 0) {
      long fromEnd = place + size;
      return fromEnd >= 0 ? fromEnd : step < 0 ? -1 : 0;
    }
    return place < size ? place : step < 0 ? size - 1 : size;
  }
}
