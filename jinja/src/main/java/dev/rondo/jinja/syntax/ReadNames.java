package dev.rondo.jinja.syntax;

import dev.rondo.jinja.syntax.Expression.Argument;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names that statements read, and those that they set. */
public final class ReadNames {
  private final Set<String> read = new LinkedHashSet<>();
  private final Set<String> set = new LinkedHashSet<>();

  private ReadNames() {}

  /** Every variable that is read somewhere, in order of appearance. */
  public static Set<String> of(List<Statement> statements) {
    return gathered(statements).read;
  }

  /** Those that the statements never set themselves: what a renderer has to give. */
  public static Set<String> free(List<Statement> statements) {
    ReadNames names = gathered(statements);
    Set<String> free = new LinkedHashSet<>(names.read);
    free.removeAll(names.set);
    return free;
  }

  private static ReadNames gathered(List<Statement> statements) {
    ReadNames names = new ReadNames();
    names.statements(statements);
    return names;
  }

  private void statements(List<Statement> statements) {
    statements.forEach(this::statement);
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Text _, Statement.Break _, Statement.Continue _ -> {}
      case Statement.Print(Expression value) -> expression(value);
      case Statement.If(var test, var then, var otherwise) -> {
        expression(test);
        statements(then);
        statements(otherwise);
      }
      case Statement.For loop -> {
        set.addAll(loop.target().names());
        set.add("loop");
        expression(loop.iterable());
        expression(loop.filter());
        statements(loop.body());
        statements(loop.otherwise());
      }
      case Statement.Set(var target, var value) -> {
        set.addAll(target.names());
        expression(value);
      }
      case Statement.SetAttribute(String namespace, String _, var value) -> {
        read.add(namespace);
        expression(value);
      }
      case Statement.SetBlock(var target, var filtered, var body) -> {
        set.addAll(target.names());
        expression(filtered);
        statements(body);
      }
      case Statement.FilterBlock(var filtered, var body) -> {
        expression(filtered);
        statements(body);
      }
      case Statement.Macro(String name, var parameters, var body) -> {
        set.add(name);
        macro(parameters, body);
      }
      case Statement.CallBlock(var parameters, var call, var body) -> {
        expression(call);
        macro(parameters, body);
      }
      case Statement.With(var names, var values, var body) -> {
        set.addAll(names);
        expressions(values);
        statements(body);
      }
      case Statement.Generation(var body) -> statements(body);
    }
  }

  private void macro(List<Statement.Parameter> parameters, List<Statement> body) {
    set.addAll(List.of("varargs", "kwargs", "caller"));
    parameters.forEach(parameter -> {
      set.add(parameter.name());
      expression(parameter.otherwise());
    });
    statements(body);
  }

  private void expression(Optional<Expression> expression) {
    expression.ifPresent(this::expression);
  }

  private void expressions(Collection<Expression> expressions) {
    expressions.forEach(this::expression);
  }

  private void arguments(List<Argument> arguments) {
    arguments.forEach(argument -> expression(argument.value()));
  }

  private void expression(Expression expression) {
    switch (expression) {
      case Expression.Literal _, Expression.Captured _ -> {}
      case Expression.Name(String name) -> read.add(name);
      case Expression.TupleOf(var items) -> expressions(items);
      case Expression.ListOf(var items) -> expressions(items);
      case Expression.DictOf(var keys, var values) -> {
        expressions(keys);
        expressions(values);
      }
      case Expression.Attribute(var target, String _) -> expression(target);
      case Expression.Item(var target, var key) -> expressions(List.of(target, key));
      case Expression.Slice(var target, var from, var to, var step) -> {
        expression(target);
        List.of(from, to, step).forEach(this::expression);
      }
      case Expression.Not(var operand) -> expression(operand);
      case Expression.Sign(boolean _, var operand) -> expression(operand);
      case Expression.Binary(String _, var left, var right) -> expressions(List.of(left, right));
      case Expression.Concatenation(var parts) -> expressions(parts);
      case Expression.And(var left, var right) -> expressions(List.of(left, right));
      case Expression.Or(var left, var right) -> expressions(List.of(left, right));
      case Expression.Comparison(var first, var links) -> {
        expression(first);
        links.forEach(link -> expression(link.operand()));
      }
      case Expression.Conditional(var test, var then, var otherwise) -> {
        expressions(List.of(test, then));
        expression(otherwise);
      }
      case Expression.Call(var target, var arguments) -> {
        expression(target);
        arguments(arguments);
      }
      case Expression.Filter(String _, var target, var arguments) -> {
        expression(target);
        arguments(arguments);
      }
      case Expression.Test(String _, boolean _, var target, var arguments) -> {
        expression(target);
        arguments(arguments);
      }
    }
  }
}
