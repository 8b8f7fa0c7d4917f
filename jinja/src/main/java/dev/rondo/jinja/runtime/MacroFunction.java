package dev.rondo.jinja.runtime;

import dev.rondo.jinja.syntax.Statement;
import dev.rondo.jinja.value.CallArguments;
import dev.rondo.jinja.value.JinjaException;
import dev.rondo.jinja.value.PyFunction;
import dev.rondo.jinja.value.PyTuple;
import dev.rondo.jinja.value.Undefined;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A macro, or the body of a call block, with the scope it was written in.
 *
 * @param usesVarargs whether it takes more positional arguments than it names
 * @param usesKwargs whether it takes keywords that it does not name
 */
record MacroFunction(
    String name,
    List<Statement.Parameter> parameters,
    List<Statement> body,
    boolean usesVarargs,
    boolean usesKwargs,
    Scope definedIn,
    Interpreter interpreter)
    implements PyFunction {

  @Override
  public Object call(CallArguments arguments) {
    List<Object> positional = arguments.positional();
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    Scope scope = definedIn.inner();
    boolean hasCaller = named.containsKey("caller");
    Object caller = named.remove("caller");
    for (int i = 0; i < parameters.size(); i++) {
      String parameter = parameters.get(i).name();
      if (i < positional.size()) {
        scope.set(parameter, positional.get(i));
      } else if (named.containsKey(parameter)) {
        scope.set(parameter, named.remove(parameter));
      } else {
        scope.set(parameter, otherwise(parameters.get(i), scope));
      }
    }
    if (positional.size() > parameters.size() && !usesVarargs) {
      throw JinjaException.type(
          "macro '%s' takes not more than %d argument(s)".formatted(name, parameters.size()));
    }
    if (!named.isEmpty() && !usesKwargs) {
      throw JinjaException.type(
          "macro '%s' takes no keyword argument '%s'"
              .formatted(name, named.keySet().iterator().next()));
    }
    int taken = Math.min(parameters.size(), positional.size());
    scope.set("varargs", new PyTuple(positional.subList(taken, positional.size())));
    scope.set("kwargs", new LinkedHashMap<Object, Object>(named));
    if (hasCaller) {
      scope.set("caller", caller);
    }
    StringBuilder text = new StringBuilder();
    interpreter.run(body, scope, text);
    return text.toString();
  }

  private Object otherwise(Statement.Parameter parameter, Scope scope) {
    return parameter
        .otherwise()
        .map(value -> interpreter.evaluator().evaluateOrNone(value, scope))
        .orElseGet(() ->
            new Evaluator.Value(
                new Undefined("parameter '%s' was not provided".formatted(parameter.name()))))
        .value();
  }
}
