package dev.rondo.jinja.value;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Python's {@code json.dumps}, as the {@code tojson} filter of chat templates calls it.
 *
 * @param ascii {@code ensure_ascii}
 * @param indent of one level, or null for one line
 * @param itemSeparator between items
 * @param keySeparator between key and value
 * @param sortKeys {@code sort_keys}
 */
public record Json(
    boolean ascii, String indent, String itemSeparator, String keySeparator, boolean sortKeys) {

  /** The value as JSON. */
  public String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out, 0);
    return out.toString();
  }

  private void write(Object value, StringBuilder out, int level) {
    switch (value) {
      case null -> out.append("null");
      case Boolean is -> out.append(is);
      case Long number -> out.append(number);
      case Double number -> out.append(number(number));
      case String text -> quote(text, out);
      case Map<?, ?> map -> object(map, out, level);
      case List<?> list -> array(list, out, level);
      default ->
          throw JinjaException.type(
              "Object of type %s is not JSON serializable".formatted(TypeName.of(value)));
    }
  }

  private static String number(double number) {
    if (Double.isInfinite(number)) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    return Double.isNaN(number) ? "NaN" : Repr.ofFloat(number);
  }

  private void object(Map<?, ?> map, StringBuilder out, int level) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    Collection<?> keys =
        sortKeys ? map.keySet().stream().sorted(Comparison::order).toList() : map.keySet();
    out.append('{');
    boolean first = true;
    for (Object key : keys) {
      separate(out, first, level + 1);
      first = false;
      quote(key(key), out);
      out.append(keySeparator);
      write(map.get(key), out, level + 1);
    }
    newLine(out, level);
    out.append('}');
  }

  private static String key(Object key) {
    return switch (key) {
      case null -> "null";
      case String text -> text;
      case Boolean is -> is.toString();
      default -> Repr.of(key);
    };
  }

  private void array(List<?> list, StringBuilder out, int level) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    boolean first = true;
    for (Object item : list) {
      separate(out, first, level + 1);
      first = false;
      write(item, out, level + 1);
    }
    newLine(out, level);
    out.append(']');
  }

  private void separate(StringBuilder out, boolean first, int level) {
    if (!first) {
      out.append(itemSeparator);
    }
    newLine(out, level);
  }

  private void newLine(StringBuilder out, int level) {
    if (indent != null) {
      out.append('\n').append(indent.repeat(level));
    }
  }

  private void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20 || (ascii && c >= 0x7f)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
