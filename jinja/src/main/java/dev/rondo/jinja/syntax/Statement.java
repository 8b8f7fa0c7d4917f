package dev.rondo.jinja.syntax;

import java.util.List;
import java.util.Optional;

/** A statement. Blocks are lists of them. */
public sealed interface Statement {
  /** Plain text. */
  record Text(String text) implements Statement {}

  /** A value in double braces. */
  record Print(Expression value) implements Statement {}

  /** {@code if}; an {@code elif} is an If that stands alone in {@code otherwise}. */
  record If(Expression test, List<Statement> then, List<Statement> otherwise)
      implements Statement {}

  /** {@code for}. */
  record For(
      Target target,
      Expression iterable,
      Optional<Expression> filter,
      List<Statement> body,
      List<Statement> otherwise,
      boolean recursive)
      implements Statement {}

  /** {@code set target = value}. */
  record Set(Target target, Expression value) implements Statement {}

  /** {@code set namespace.attribute = value}. */
  record SetAttribute(String namespace, String attribute, Expression value) implements Statement {}

  /** {@code set target} … {@code endset}: what is rendered, through filters. */
  record SetBlock(Target target, Expression filtered, List<Statement> body) implements Statement {}

  /** {@code filter}: what is rendered, through filters. */
  record FilterBlock(Expression filtered, List<Statement> body) implements Statement {}

  /** {@code macro}. */
  record Macro(String name, List<Parameter> parameters, List<Statement> body)
      implements Statement {}

  /** A macro's parameter. */
  record Parameter(String name, Optional<Expression> otherwise) {}

  /** {@code call}: a macro call whose {@code caller()} renders the body. */
  record CallBlock(List<Parameter> parameters, Expression.Call call, List<Statement> body)
      implements Statement {}

  /** {@code with}. */
  record With(List<String> names, List<Expression> values, List<Statement> body)
      implements Statement {}

  /** {@code generation}: what an assistant writes. */
  record Generation(List<Statement> body) implements Statement {}

  /** {@code break}. */
  record Break() implements Statement {}

  /** {@code continue}. */
  record Continue() implements Statement {}

  /**
   * What is assigned to.
   *
   * @param names one, or those that a tuple is unpacked into
   * @param unpacks whether it is a tuple
   */
  record Target(List<String> names, boolean unpacks) {}
}
