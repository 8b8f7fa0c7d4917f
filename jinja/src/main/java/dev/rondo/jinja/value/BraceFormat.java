package dev.rondo.jinja.value;

/** {@code str.format} with plain fields: {@code {}}, {@code {0}} and {@code {name}}. */
final class BraceFormat {
  private BraceFormat() {}

  static String of(String format, CallArguments arguments) {
    StringBuilder out = new StringBuilder();
    int next = 0;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      boolean doubled = i + 1 < format.length() && format.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        out.append(c);
        i++;
      } else if (c == '{') {
        int end = format.indexOf('}', i);
        if (end < 0) {
          throw JinjaException.value("expected '}' before end of string");
        }
        String field = format.substring(i + 1, end);
        out.append(Repr.str(value(field, field.isEmpty() ? next++ : -1, arguments)));
        i = end;
      } else if (c == '}') {
        throw JinjaException.value("Single '}' encountered in format string");
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static Object value(String field, int place, CallArguments arguments) {
    if (field.indexOf(':') >= 0 || field.indexOf('!') >= 0) {
      throw JinjaException.value("format specifications are not supported: {" + field + "}");
    }
    boolean isPlace = field.isEmpty() || field.chars().allMatch(Character::isDigit);
    if (!isPlace) {
      return arguments.require(Integer.MAX_VALUE, field);
    }
    int index = field.isEmpty() ? place : Integer.parseInt(field);
    if (index >= arguments.positional().size()) {
      throw new JinjaException(
          "IndexError: Replacement index %d out of range for positional args tuple"
              .formatted(index));
    }
    return arguments.positional().get(index);
  }
}
