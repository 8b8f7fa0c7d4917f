package dev.rondo.jinja.syntax;

import dev.rondo.jinja.value.JinjaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses what binds tightest: literals, names, access, calls, filters and tests. */
final class OperandParser {
  /** Names that end a test rather than being its argument. */
  private static final Set<String> AFTER_TEST =
      Set.of("else", "or", "and", "is", "if", "not", "in");

  private final TokenReader tokens;
  private final ExpressionParser expressions;
  private final Vocabulary vocabulary;

  OperandParser(TokenReader tokens, ExpressionParser expressions, Vocabulary vocabulary) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.vocabulary = vocabulary;
  }

  Expression primary() {
    Token token = tokens.next();
    return switch (token.kind()) {
      case NAME -> named(token.text());
      case STRING -> {
        StringBuilder text = new StringBuilder(token.text());
        while (tokens.current().kind() == Token.Kind.STRING) {
          text.append(tokens.next().text());
        }
        yield new Expression.Literal(text.toString());
      }
      case INTEGER -> new Expression.Literal(integer(token.text()));
      case FLOAT -> new Expression.Literal(Double.valueOf(token.text()));
      case OPERATOR -> bracketed(token.text());
      case END -> throw JinjaException.syntax("Expected an expression, got 'end of statement'");
    };
  }

  private static Long integer(String digits) {
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException tooLarge) {
      throw JinjaException.syntax("integer " + digits + " has more than 64 bits");
    }
  }

  private static Expression named(String name) {
    return switch (name) {
      case "true", "True" -> new Expression.Literal(true);
      case "false", "False" -> new Expression.Literal(false);
      case "none", "None" -> new Expression.Literal(null);
      default -> new Expression.Name(name);
    };
  }

  private Expression bracketed(String open) {
    return switch (open) {
      case "(" -> {
        if (tokens.skipOperator(")")) {
          yield new Expression.TupleOf(List.of());
        }
        Expression inner = expressions.tuple();
        tokens.expectOperator(")");
        yield inner;
      }
      case "[" -> {
        List<Expression> items = new ArrayList<>();
        while (!tokens.skipOperator("]")) {
          items.add(expressions.expression());
          separate("]");
        }
        yield new Expression.ListOf(items);
      }
      case "{" -> {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.skipOperator("}")) {
          keys.add(expressions.expression());
          tokens.expectOperator(":");
          values.add(expressions.expression());
          separate("}");
        }
        yield new Expression.DictOf(keys, values);
      }
      default -> throw JinjaException.syntax("unexpected '" + open + "'");
    };
  }

  /** A comma has to follow, unless the bracket closes. */
  private void separate(String close) {
    if (!tokens.isOperator(close)) {
      tokens.expectOperator(",");
    }
  }

  Expression postfix(Expression target) {
    Expression reached = target;
    while (true) {
      if (tokens.skipOperator(".")) {
        Token name = tokens.next();
        reached =
            switch (name.kind()) {
              case NAME -> new Expression.Attribute(reached, name.text());
              case INTEGER ->
                  new Expression.Item(reached, new Expression.Literal(integer(name.text())));
              default -> throw JinjaException.syntax("expected name or number after '.'");
            };
      } else if (tokens.skipOperator("[")) {
        reached = subscript(reached);
      } else if (tokens.isOperator("(")) {
        reached = new Expression.Call(reached, arguments());
      } else {
        return reached;
      }
    }
  }

  private Expression subscript(Expression target) {
    Optional<Expression> from = Optional.empty();
    if (!tokens.isOperator(":")) {
      Expression key = expressions.tuple();
      if (tokens.skipOperator("]")) {
        return new Expression.Item(target, key);
      }
      from = Optional.of(key);
    }
    tokens.expectOperator(":");
    Optional<Expression> to = bound();
    Optional<Expression> step = tokens.skipOperator(":") ? bound() : Optional.empty();
    tokens.expectOperator("]");
    return new Expression.Slice(target, from, to, step);
  }

  private Optional<Expression> bound() {
    return tokens.isOperator(":") || tokens.isOperator("]")
        ? Optional.empty()
        : Optional.of(expressions.expression());
  }

  private List<Expression.Argument> arguments() {
    List<Expression.Argument> arguments = new ArrayList<>();
    tokens.expectOperator("(");
    while (!tokens.skipOperator(")")) {
      arguments.add(argument());
      separate(")");
    }
    return arguments;
  }

  private Expression.Argument argument() {
    if (tokens.skipOperator("**")) {
      return new Expression.Argument.UnpackedNamed(expressions.expression());
    }
    if (tokens.skipOperator("*")) {
      return new Expression.Argument.Unpacked(expressions.expression());
    }
    if (tokens.current().kind() == Token.Kind.NAME && tokens.following().isOperator("=")) {
      String name = tokens.next().text();
      tokens.next();
      return new Expression.Argument.Named(name, expressions.expression());
    }
    return new Expression.Argument.Positional(expressions.expression());
  }

  /** What follows an operand: {@code | filter}, {@code is test}, a call of what they gave. */
  Expression filtersAndTests(Expression target) {
    Expression result = target;
    while (true) {
      if (tokens.skipOperator("|")) {
        result = filter(result);
      } else if (tokens.skipName("is")) {
        result = test(result);
      } else if (tokens.isOperator("(")) {
        result = new Expression.Call(result, arguments());
      } else {
        return result;
      }
    }
  }

  /** A chain of filters whose first has no bar before it, over what a block captured. */
  Expression filterChain() {
    return filtersAndTests(filter(new Expression.Captured()));
  }

  private Expression filter(Expression target) {
    String name = dottedName();
    ExpressionParser.requireKnown(vocabulary.hasFilter(name), "filter", name);
    return new Expression.Filter(name, target, tokens.isOperator("(") ? arguments() : List.of());
  }

  private Expression test(Expression target) {
    boolean negated = tokens.skipName("not");
    String name = dottedName();
    ExpressionParser.requireKnown(vocabulary.hasTest(name), "test", name);
    List<Expression.Argument> arguments = List.of();
    if (tokens.isOperator("(")) {
      arguments = arguments();
    } else if (startsArgument(tokens.current())) {
      arguments = List.of(new Expression.Argument.Positional(postfix(primary())));
    }
    return new Expression.Test(name, negated, target, arguments);
  }

  private static boolean startsArgument(Token token) {
    return switch (token.kind()) {
      case NAME -> !AFTER_TEST.contains(token.text());
      case STRING, INTEGER, FLOAT -> true;
      case OPERATOR -> token.text().equals("[") || token.text().equals("{");
      case END -> false;
    };
  }

  private String dottedName() {
    StringBuilder name = new StringBuilder(tokens.expectName());
    while (tokens.skipOperator(".")) {
      name.append('.').append(tokens.expectName());
    }
    return name.toString();
  }
}
