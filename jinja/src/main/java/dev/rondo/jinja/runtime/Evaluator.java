package dev.rondo.jinja.runtime;

import dev.rondo.jinja.syntax.Expression;
import dev.rondo.jinja.syntax.Expression.Argument;
import dev.rondo.jinja.value.Access;
import dev.rondo.jinja.value.Arithmetic;
import dev.rondo.jinja.value.CallArguments;
import dev.rondo.jinja.value.Comparison;
import dev.rondo.jinja.value.Iteration;
import dev.rondo.jinja.value.JinjaException;
import dev.rondo.jinja.value.PyFunction;
import dev.rondo.jinja.value.PyNumber;
import dev.rondo.jinja.value.PyString;
import dev.rondo.jinja.value.PyTuple;
import dev.rondo.jinja.value.Repr;
import dev.rondo.jinja.value.Truth;
import dev.rondo.jinja.value.TypeName;
import dev.rondo.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes expressions. */
final class Evaluator {
  private static final Undefined NO_ELSE =
      new Undefined("the inline if-expression evaluated to false and no else section was defined.");

  /** A value where an Optional of it is needed: it may be null, which is None. */
  record Value(Object value) {}

  Value evaluateOrNone(Expression expression, Scope scope) {
    return new Value(evaluate(expression, scope));
  }

  Object evaluate(Expression expression, Scope scope) {
    return switch (expression) {
      case Expression.Literal(Object value) -> value;
      case Expression.Name(String name) -> scope.get(name);
      case Expression.Captured() -> scope.captured();
      case Expression.TupleOf(List<Expression> items) -> new PyTuple(all(items, scope));
      case Expression.ListOf(List<Expression> items) -> all(items, scope);
      case Expression.DictOf dict -> dict(dict, scope);
      case Expression.Attribute(Expression target, String name) ->
          Access.attribute(evaluate(target, scope), name);
      case Expression.Item(Expression target, Expression key) ->
          Access.item(evaluate(target, scope), evaluate(key, scope));
      case Expression.Slice slice ->
          Access.slice(
              evaluate(slice.target(), scope),
              orNone(slice.from(), scope),
              orNone(slice.to(), scope),
              orNone(slice.step(), scope));
      case Expression.Not(Expression operand) -> !Truth.of(evaluate(operand, scope));
      case Expression.Sign(boolean negative, Expression operand) ->
          signed(negative, PyNumber.of(evaluate(operand, scope)));
      case Expression.Binary(String operator, Expression left, Expression right) ->
          Arithmetic.of(operator, evaluate(left, scope), evaluate(right, scope));
      case Expression.Concatenation(List<Expression> parts) -> {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(Repr.str(evaluate(part, scope))));
        yield text.toString();
      }
      case Expression.And(Expression left, Expression right) -> {
        Object first = evaluate(left, scope);
        yield Truth.of(first) ? evaluate(right, scope) : first;
      }
      case Expression.Or(Expression left, Expression right) -> {
        Object first = evaluate(left, scope);
        yield Truth.of(first) ? first : evaluate(right, scope);
      }
      case Expression.Comparison comparison -> holds(comparison, scope);
      case Expression.Conditional conditional ->
          Truth.of(evaluate(conditional.test(), scope))
              ? evaluate(conditional.then(), scope)
              : conditional
                  .otherwise()
                  .map(otherwise -> evaluateOrNone(otherwise, scope))
                  .orElse(new Value(NO_ELSE))
                  .value();
      case Expression.Call call -> call(call, scope);
      case Expression.Filter filter ->
          Filters.apply(
              filter.name(),
              evaluate(filter.target(), scope),
              arguments(filter.arguments(), scope));
      case Expression.Test test ->
          test.negated()
              ^ Tests.holds(
                  test.name(), evaluate(test.target(), scope), arguments(test.arguments(), scope));
    };
  }

  private List<Object> all(List<Expression> items, Scope scope) {
    List<Object> values = new ArrayList<>(items.size());
    items.forEach(item -> values.add(evaluate(item, scope)));
    return values;
  }

  private Object orNone(Optional<Expression> expression, Scope scope) {
    return expression.isPresent() ? evaluate(expression.get(), scope) : null;
  }

  private Object dict(Expression.DictOf dict, Scope scope) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < dict.keys().size(); i++) {
      map.put(evaluate(dict.keys().get(i), scope), evaluate(dict.values().get(i), scope));
    }
    return map;
  }

  private static Object signed(boolean negative, Number operand) {
    if (!negative) {
      return operand;
    }
    return operand instanceof Long whole
        ? (Object) Math.negateExact(whole)
        : (Object) (-operand.doubleValue());
  }

  private boolean holds(Expression.Comparison comparison, Scope scope) {
    Object left = evaluate(comparison.first(), scope);
    for (Expression.Link link : comparison.links()) {
      Object right = evaluate(link.operand(), scope);
      if (!Comparison.holds(link.operator(), left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  Object call(Expression.Call call, Scope scope) {
    return callable(call, scope).call(arguments(call.arguments(), scope));
  }

  /** Calls with one keyword argument more. */
  Object call(Expression.Call call, Scope scope, String name, Object value) {
    return callable(call, scope).call(arguments(call.arguments(), scope).with(name, value));
  }

  private PyFunction callable(Expression.Call call, Scope scope) {
    Object target = evaluate(call.target(), scope);
    return switch (target) {
      case PyFunction function -> function;
      case LoopState loop when loop.recursion().isPresent() -> loop.recursion().get();
      case Undefined undefined -> throw undefined.failure();
      case null, default ->
          throw JinjaException.type("'%s' object is not callable".formatted(TypeName.of(target)));
    };
  }

  private CallArguments arguments(List<Argument> arguments, Scope scope) {
    if (arguments.isEmpty()) {
      return CallArguments.NONE;
    }
    List<Object> positional = new ArrayList<>();
    Map<String, Object> named = new LinkedHashMap<>();
    for (Argument argument : arguments) {
      Object value = evaluate(argument.value(), scope);
      switch (argument) {
        case Argument.Positional _ -> positional.add(value);
        case Argument.Unpacked _ -> positional.addAll(Iteration.of(value));
        case Argument.Named(String name, Expression _) -> named.put(name, value);
        case Argument.UnpackedNamed _ -> {
          if (!(value instanceof Map<?, ?> map)) {
            throw JinjaException.type("argument after ** must be a mapping");
          }
          map.forEach((name, item) -> named.put(PyString.of(name), item));
        }
      }
    }
    return new CallArguments(positional, named);
  }
}
