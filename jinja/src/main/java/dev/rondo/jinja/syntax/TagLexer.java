package dev.rondo.jinja.syntax;

import dev.rondo.jinja.value.JinjaException;
import dev.rondo.jinja.value.PyString;
import java.util.ArrayList;
import java.util.List;

/** Splits the inside of one tag into tokens. */
final class TagLexer {
  private static final List<String> OPERATORS =
      List.of(
          "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "(", ")", "[",
          "]", "{", "}", ",", ":", ".", "|", "=", ";");

  private final String source;
  private final char closing;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int depth;
  private boolean stripsAfter;
  private boolean keepsNewline;

  /**
   * Reads to the end of the tag.
   *
   * @param from first character inside
   * @param closing the brace or per cent sign that stands before the tag's last brace
   */
  TagLexer(String source, int from, char closing) {
    this.source = source;
    this.at = from;
    this.closing = closing;
    while (!isAtEnd()) {
      token();
    }
    tokens.add(Token.END);
  }

  List<Token> tokens() {
    return List.copyOf(tokens);
  }

  /** Where the source goes on after the tag. */
  int end() {
    return at;
  }

  /** Whether it closes with a minus: white space after it goes. */
  boolean stripsAfter() {
    return stripsAfter;
  }

  /** Whether it closes with a plus: the newline after it stays. */
  boolean keepsNewline() {
    return keepsNewline;
  }

  private boolean isAtEnd() {
    while (at < source.length() && PyString.isSpace(source.charAt(at))) {
      at++;
    }
    if (at >= source.length()) {
      throw JinjaException.syntax("unexpected end of template");
    }
    char sign = source.charAt(at);
    boolean signed = sign == '-' || (sign == '+' && closing == '%');
    int close = signed ? at + 1 : at;
    if (depth > 0
        || close + 1 >= source.length()
        || source.charAt(close) != closing
        || source.charAt(close + 1) != '}') {
      return false;
    }
    stripsAfter = signed && sign == '-';
    keepsNewline = signed && sign == '+';
    at = close + 2;
    return true;
  }

  private void token() {
    char c = source.charAt(at);
    if (c == '"' || c == '\'') {
      string(c);
    } else if (isDigit(at)) {
      number();
    } else if (c == '_' || Character.isUnicodeIdentifierStart(c)) {
      int start = at;
      while (at < source.length()
          && (source.charAt(at) == '_' || Character.isUnicodeIdentifierPart(source.charAt(at)))) {
        at++;
      }
      tokens.add(new Token(Token.Kind.NAME, source.substring(start, at)));
    } else {
      operator(c);
    }
  }

  private void string(char quote) {
    int start = ++at;
    while (at < source.length() && source.charAt(at) != quote) {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= source.length()) {
      throw JinjaException.syntax("unterminated string literal");
    }
    String body = source.substring(start, at++);
    tokens.add(new Token(Token.Kind.STRING, StringLiteral.unescaped(body)));
  }

  private void number() {
    int start = at;
    digits();
    boolean isFloat = false;
    boolean isIndex = !tokens.isEmpty() && tokens.getLast().isOperator(".");
    if (at < source.length() && source.charAt(at) == '.' && isDigit(at + 1) && !isIndex) {
      isFloat = true;
      at++;
      digits();
    }
    if (at < source.length() && (source.charAt(at) | ' ') == 'e') {
      boolean signed = at + 1 < source.length() && "+-".indexOf(source.charAt(at + 1)) >= 0;
      if (isDigit(at + (signed ? 2 : 1))) {
        isFloat = true;
        at += signed ? 2 : 1;
        digits();
      }
    }
    String text = source.substring(start, at).replace("_", "");
    tokens.add(new Token(isFloat ? Token.Kind.FLOAT : Token.Kind.INTEGER, text));
  }

  private void digits() {
    while (isDigit(at) || (at < source.length() && source.charAt(at) == '_')) {
      at++;
    }
  }

  private boolean isDigit(int place) {
    return place < source.length() && source.charAt(place) >= '0' && source.charAt(place) <= '9';
  }

  private void operator(char c) {
    String operator =
        OPERATORS.stream()
            .filter(each -> source.startsWith(each, at))
            .findFirst()
            .orElseThrow(() -> JinjaException.syntax("unexpected char '" + c + "' at " + at));
    if ("([{".contains(operator)) {
      depth++;
    } else if (")]}".contains(operator)) {
      depth--;
    }
    tokens.add(new Token(Token.Kind.OPERATOR, operator));
    at += operator.length();
  }
}
