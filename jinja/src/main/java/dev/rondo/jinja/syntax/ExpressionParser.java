package dev.rondo.jinja.syntax;

import dev.rondo.jinja.value.JinjaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Parses expressions with Jinja's precedence: {@code if}, {@code or}, {@code and}, {@code not},
 * comparisons, {@code + -}, {@code ~}, {@code * / // %}, {@code **}, signs, then filters and tests.
 */
final class ExpressionParser {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");
  private static final Set<String> SUMS = Set.of("+", "-");
  private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");

  private final TokenReader tokens;
  private final OperandParser operands;

  ExpressionParser(TokenReader tokens, Vocabulary vocabulary) {
    this.tokens = tokens;
    this.operands = new OperandParser(tokens, this, vocabulary);
  }

  OperandParser operands() {
    return operands;
  }

  /** An expression, or a tuple without parentheses. */
  Expression tuple() {
    return tuple(true);
  }

  /** The same where {@code if} belongs to the statement, as in {@code for x in y if z}. */
  Expression tupleBeforeIf() {
    return tuple(false);
  }

  private Expression tuple(boolean conditional) {
    Expression first = conditional ? expression() : or();
    if (!tokens.isOperator(",")) {
      return first;
    }
    List<Expression> items = new ArrayList<>(List.of(first));
    while (tokens.skipOperator(",")) {
      if (tokens.isAtEnd() || tokens.isOperator(")") || tokens.isOperator("]")) {
        break;
      }
      items.add(conditional ? expression() : or());
    }
    return new Expression.TupleOf(items);
  }

  Expression expression() {
    Expression then = or();
    while (tokens.skipName("if")) {
      Expression test = or();
      Optional<Expression> otherwise =
          tokens.skipName("else") ? Optional.of(expression()) : Optional.empty();
      then = new Expression.Conditional(test, then, otherwise);
    }
    return then;
  }

  private Expression or() {
    Expression left = and();
    while (tokens.skipName("or")) {
      left = new Expression.Or(left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.skipName("and")) {
      left = new Expression.And(left, not());
    }
    return left;
  }

  private Expression not() {
    return tokens.skipName("not") ? new Expression.Not(not()) : comparison();
  }

  private Expression comparison() {
    Expression first = sum();
    List<Expression.Link> links = new ArrayList<>();
    while (true) {
      if (tokens.current().kind() == Token.Kind.OPERATOR
          && COMPARISONS.contains(tokens.current().text())) {
        links.add(new Expression.Link(tokens.next().text(), sum()));
      } else if (tokens.skipName("in")) {
        links.add(new Expression.Link("in", sum()));
      } else if (tokens.isName("not") && tokens.following().isName("in")) {
        tokens.next();
        tokens.next();
        links.add(new Expression.Link("not in", sum()));
      } else {
        return links.isEmpty() ? first : new Expression.Comparison(first, links);
      }
    }
  }

  private Expression sum() {
    Expression left = concatenation();
    while (isOneOf(SUMS)) {
      left = new Expression.Binary(tokens.next().text(), left, concatenation());
    }
    return left;
  }

  private Expression concatenation() {
    Expression first = product();
    if (!tokens.isOperator("~")) {
      return first;
    }
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (tokens.skipOperator("~")) {
      parts.add(product());
    }
    return new Expression.Concatenation(parts);
  }

  private Expression product() {
    Expression left = power();
    while (isOneOf(PRODUCTS)) {
      left = new Expression.Binary(tokens.next().text(), left, power());
    }
    return left;
  }

  private Expression power() {
    Expression left = sign(true);
    while (tokens.skipOperator("**")) {
      left = new Expression.Binary("**", left, sign(true));
    }
    return left;
  }

  private Expression sign(boolean filtered) {
    Expression operand;
    if (isOneOf(SUMS)) {
      boolean negative = tokens.next().text().equals("-");
      operand = new Expression.Sign(negative, sign(false));
    } else {
      operand = operands.primary();
    }
    Expression access = operands.postfix(operand);
    return filtered ? operands.filtersAndTests(access) : access;
  }

  private boolean isOneOf(Set<String> operators) {
    return tokens.current().kind() == Token.Kind.OPERATOR
        && operators.contains(tokens.current().text());
  }

  /**
   * Refuses a name that is not known.
   *
   * @param kind {@code filter} or {@code test}
   */
  static void requireKnown(boolean known, String kind, String name) {
    if (!known) {
      throw new JinjaException("TemplateAssertionError: No %s named '%s'.".formatted(kind, name));
    }
  }
}
