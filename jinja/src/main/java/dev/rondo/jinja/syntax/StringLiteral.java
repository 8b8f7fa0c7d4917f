package dev.rondo.jinja.syntax;

/** The escapes of Python's string literals. */
final class StringLiteral {
  private StringLiteral() {}

  /** What stands between the quotes, escapes resolved; an unknown one stays as it is. */
  static String unescaped(String body) {
    if (body.indexOf('\\') < 0) {
      return body;
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < body.length()) {
      char c = body.charAt(i++);
      i = c == '\\' && i < body.length() ? escape(body, i, out) : plain(c, i, out);
    }
    return out.toString();
  }

  private static int plain(char c, int next, StringBuilder out) {
    out.append(c);
    return next;
  }

  /** Appends the escape whose letter stands at {@code at}; returns where the text goes on. */
  private static int escape(String body, int at, StringBuilder out) {
    char c = body.charAt(at);
    return switch (c) {
      case 'n' -> plain('\n', at + 1, out);
      case 't' -> plain('\t', at + 1, out);
      case 'r' -> plain('\r', at + 1, out);
      case 'b' -> plain('\b', at + 1, out);
      case 'f' -> plain('\f', at + 1, out);
      case 'v' -> plain('\013', at + 1, out);
      case 'a' -> plain('\007', at + 1, out);
      case '\\', '\'', '"' -> plain(c, at + 1, out);
      case '\n' -> at + 1;
      case 'x' -> number(body, at + 1, 2, 16, out);
      case 'u' -> number(body, at + 1, 4, 16, out);
      case 'U' -> number(body, at + 1, 8, 16, out);
      default -> {
        int end = at;
        while (end < body.length() && end < at + 3 && "01234567".indexOf(body.charAt(end)) >= 0) {
          end++;
        }
        if (end > at) {
          yield number(body, at, end - at, 8, out);
        }
        out.append('\\');
        yield plain(c, at + 1, out);
      }
    };
  }

  private static int number(String body, int from, int digits, int radix, StringBuilder out) {
    int to = Math.min(body.length(), from + digits);
    out.appendCodePoint(Integer.parseInt(body.substring(from, to), radix));
    return to;
  }
}
