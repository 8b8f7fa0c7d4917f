package dev.rondo.jinja.runtime;

import dev.rondo.jinja.syntax.ReadNames;
import dev.rondo.jinja.syntax.Statement;
import dev.rondo.jinja.value.Iteration;
import dev.rondo.jinja.value.JinjaException;
import dev.rondo.jinja.value.PyFunction;
import dev.rondo.jinja.value.PyNamespace;
import dev.rondo.jinja.value.Repr;
import dev.rondo.jinja.value.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs statements. Each round of a {@code for}, and the bodies of macro, call, set, filter, with
 * and generation, have a scope of their own; {@code if} has none.
 */
final class Interpreter {
  private final Evaluator evaluator = new Evaluator();
  private final Output output;

  Interpreter(Output output) {
    this.output = output;
  }

  /** How a block ended. */
  enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  Evaluator evaluator() {
    return evaluator;
  }

  Flow run(List<Statement> statements, Scope scope, StringBuilder out) {
    for (Statement statement : statements) {
      Flow flow = run(statement, scope, out);
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private Flow run(Statement statement, Scope scope, StringBuilder out) {
    return switch (statement) {
      case Statement.Text(String text) -> written(out, text);
      case Statement.Print(var value) -> written(out, Repr.str(evaluator.evaluate(value, scope)));
      case Statement.If(var test, var then, var otherwise) ->
          run(Truth.of(evaluator.evaluate(test, scope)) ? then : otherwise, scope, out);
      case Statement.For loop ->
          loop(loop, evaluator.evaluate(loop.iterable(), scope), 0, scope, out);
      case Statement.Set(var target, var value) ->
          assigned(scope, target, evaluator.evaluate(value, scope));
      case Statement.SetAttribute set -> setAttribute(set, scope);
      case Statement.SetBlock(var target, var filtered, var body) ->
          assigned(scope, target, evaluator.evaluate(filtered, captured(body, scope)));
      case Statement.FilterBlock(var filtered, var body) ->
          written(out, Repr.str(evaluator.evaluate(filtered, captured(body, scope))));
      case Statement.Macro(String name, var parameters, var body) -> {
        scope.set(name, macro(name, parameters, body, scope));
        yield Flow.ON;
      }
      case Statement.CallBlock(var parameters, var call, var body) -> {
        PyFunction caller = macro("caller", parameters, body, scope);
        yield written(out, Repr.str(evaluator.call(call, scope, "caller", caller)));
      }
      case Statement.With with -> {
        Scope inner = scope.inner();
        for (int i = 0; i < with.names().size(); i++) {
          inner.set(with.names().get(i), evaluator.evaluate(with.values().get(i), scope));
        }
        yield run(with.body(), inner, out);
      }
      case Statement.Generation(var body) -> {
        StringBuilder text = new StringBuilder();
        run(body, scope.inner(), text);
        output.generated(text.length());
        yield written(out, text);
      }
      case Statement.Break() -> Flow.BREAK;
      case Statement.Continue() -> Flow.CONTINUE;
    };
  }

  private static Flow written(StringBuilder out, CharSequence text) {
    out.append(text);
    return Flow.ON;
  }

  /** A scope that knows what the body rendered. */
  private Scope captured(List<Statement> body, Scope scope) {
    Scope inner = scope.inner();
    StringBuilder text = new StringBuilder();
    run(body, inner, text);
    inner.captured(text.toString());
    return inner;
  }

  private MacroFunction macro(
      String name, List<Statement.Parameter> parameters, List<Statement> body, Scope scope) {
    Set<String> names = ReadNames.of(body);
    return new MacroFunction(
        name, parameters, body, names.contains("varargs"), names.contains("kwargs"), scope, this);
  }

  private static Flow assigned(Scope scope, Statement.Target target, Object value) {
    if (target.unpacks()) {
      List<Object> items = Iteration.unpacked(value, target.names().size());
      for (int i = 0; i < items.size(); i++) {
        scope.set(target.names().get(i), items.get(i));
      }
    } else {
      scope.set(target.names().getFirst(), value);
    }
    return Flow.ON;
  }

  private Flow setAttribute(Statement.SetAttribute set, Scope scope) {
    if (!(scope.get(set.namespace()) instanceof PyNamespace namespace)) {
      throw new JinjaException(
          "TemplateRuntimeError: cannot assign attribute on non-namespace object");
    }
    namespace.set(set.attribute(), evaluator.evaluate(set.value(), scope));
    return Flow.ON;
  }

  private Flow loop(
      Statement.For loop, Object iterable, int depth, Scope scope, StringBuilder out) {
    List<Object> items = new ArrayList<>();
    for (Object item : Iteration.of(iterable)) {
      if (isWanted(loop, item, scope)) {
        items.add(item);
      }
    }
    if (items.isEmpty()) {
      return run(loop.otherwise(), scope.inner(), out);
    }
    Optional<PyFunction> recursion =
        loop.recursive()
            ? Optional.of(arguments -> {
              StringBuilder text = new StringBuilder();
              loop(loop, arguments.require(0, "iterable"), depth + 1, scope, text);
              return text.toString();
            })
            : Optional.empty();
    LoopState state = new LoopState(items, depth, recursion);
    for (int i = 0; i < items.size(); i++) {
      state.at(i);
      Scope round = scope.inner();
      round.set("loop", state);
      assigned(round, loop.target(), items.get(i));
      if (run(loop.body(), round, out) == Flow.BREAK) {
        break;
      }
    }
    return Flow.ON;
  }

  private boolean isWanted(Statement.For loop, Object item, Scope scope) {
    if (loop.filter().isEmpty()) {
      return true;
    }
    Scope round = scope.inner();
    assigned(round, loop.target(), item);
    return Truth.of(evaluator.evaluate(loop.filter().get(), round));
  }
}
