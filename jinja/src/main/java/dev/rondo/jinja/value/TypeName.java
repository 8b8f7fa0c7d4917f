package dev.rondo.jinja.value;

import java.util.List;
import java.util.Map;

/** Python's name of a value's type, as its errors tell it. */
public final class TypeName {
  private TypeName() {}

  /** {@code type(value).__name__}. */
  public static String of(Object value) {
    return switch (value) {
      case null -> "NoneType";
      case String _ -> "str";
      case Boolean _ -> "bool";
      case Long _ -> "int";
      case Double _ -> "float";
      case PyTuple _ -> "tuple";
      case List<?> _ -> "list";
      case Map<?, ?> _ -> "dict";
      case Undefined _ -> "Undefined";
      case PyNamespace _ -> "Namespace";
      case PyFunction _ -> "function";
      case PyObject object -> object.typeName();
      default -> value.getClass().getSimpleName();
    };
  }
}
