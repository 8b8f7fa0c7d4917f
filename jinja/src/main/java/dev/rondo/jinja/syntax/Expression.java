package dev.rondo.jinja.syntax;

import java.util.List;
import java.util.Optional;

/** An expression. */
public sealed interface Expression {
  /** A constant: null is None. */
  record Literal(Object value) implements Expression {}

  /** A variable. */
  record Name(String name) implements Expression {}

  /** The text that the enclosing filter or set block captured. */
  record Captured() implements Expression {}

  /** {@code (a, b)}. */
  record TupleOf(List<Expression> items) implements Expression {}

  /** {@code [a, b]}. */
  record ListOf(List<Expression> items) implements Expression {}

  /** {@code {a: b}}: keys and values in turn of their place. */
  record DictOf(List<Expression> keys, List<Expression> values) implements Expression {}

  /** {@code target.name}. */
  record Attribute(Expression target, String name) implements Expression {}

  /** {@code target[key]}. */
  record Item(Expression target, Expression key) implements Expression {}

  /** {@code target[from:to:step]}. */
  record Slice(
      Expression target,
      Optional<Expression> from,
      Optional<Expression> to,
      Optional<Expression> step)
      implements Expression {}

  /** {@code not operand}. */
  record Not(Expression operand) implements Expression {}

  /** {@code -operand} or {@code +operand}. */
  record Sign(boolean negative, Expression operand) implements Expression {}

  /** {@code left operator right}: arithmetic. */
  record Binary(String operator, Expression left, Expression right) implements Expression {}

  /** {@code a ~ b}. */
  record Concatenation(List<Expression> parts) implements Expression {}

  /** {@code left and right}. */
  record And(Expression left, Expression right) implements Expression {}

  /** {@code left or right}. */
  record Or(Expression left, Expression right) implements Expression {}

  /** {@code first < a <= b}: each link with the one before. */
  record Comparison(Expression first, List<Link> links) implements Expression {}

  /** A link of a chain of comparisons. */
  record Link(String operator, Expression operand) {}

  /** {@code then if test else otherwise}. */
  record Conditional(Expression test, Expression then, Optional<Expression> otherwise)
      implements Expression {}

  /** {@code target(arguments)}. */
  record Call(Expression target, List<Argument> arguments) implements Expression {}

  /** {@code target | name(arguments)}. */
  record Filter(String name, Expression target, List<Argument> arguments) implements Expression {}

  /** {@code target is name(arguments)}, or {@code is not}. */
  record Test(String name, boolean negated, Expression target, List<Argument> arguments)
      implements Expression {}

  /** An argument of a call. */
  sealed interface Argument {
    /** What is passed. */
    Expression value();

    /** By place. */
    record Positional(Expression value) implements Argument {}

    /** {@code *value}. */
    record Unpacked(Expression value) implements Argument {}

    /** {@code name=value}. */
    record Named(String name, Expression value) implements Argument {}

    /** {@code **value}. */
    record UnpackedNamed(Expression value) implements Argument {}
  }
}
