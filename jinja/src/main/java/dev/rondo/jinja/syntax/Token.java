package dev.rondo.jinja.syntax;

/**
 * A token inside a tag.
 *
 * @param kind of it
 * @param text of a string without its quotes and escapes
 */
record Token(Kind kind, String text) {
  static final Token END = new Token(Kind.END, "end of statement");

  enum Kind {
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean isOperator(String symbol) {
    return kind == Kind.OPERATOR && text.equals(symbol);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }
}
