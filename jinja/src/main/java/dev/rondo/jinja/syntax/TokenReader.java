package dev.rondo.jinja.syntax;

import dev.rondo.jinja.value.JinjaException;
import java.util.List;

/** Goes through the tokens of one tag. */
final class TokenReader {
  private final List<Token> tokens;
  private int at;

  TokenReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(at);
  }

  Token following() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    return at < tokens.size() - 1 ? tokens.get(at++) : tokens.get(at);
  }

  boolean isAtEnd() {
    return current().kind() == Token.Kind.END;
  }

  boolean isOperator(String symbol) {
    return current().isOperator(symbol);
  }

  boolean isName(String name) {
    return current().isName(name);
  }

  boolean skipOperator(String symbol) {
    boolean is = isOperator(symbol);
    if (is) {
      next();
    }
    return is;
  }

  boolean skipName(String name) {
    boolean is = isName(name);
    if (is) {
      next();
    }
    return is;
  }

  void expectOperator(String symbol) {
    if (!skipOperator(symbol)) {
      throw JinjaException.syntax(
          "expected token '%s', got '%s'".formatted(symbol, current().text()));
    }
  }

  String expectName() {
    if (current().kind() != Token.Kind.NAME) {
      throw JinjaException.syntax("expected token 'name', got '%s'".formatted(current().text()));
    }
    return next().text();
  }

  void expectEnd() {
    if (!isAtEnd()) {
      throw JinjaException.syntax(
          "expected token 'end of statement block', got '%s'".formatted(current().text()));
    }
  }
}
