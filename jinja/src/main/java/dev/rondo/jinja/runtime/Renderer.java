package dev.rondo.jinja.runtime;

import dev.rondo.jinja.syntax.Statement;
import dev.rondo.jinja.syntax.Vocabulary;
import dev.rondo.jinja.value.JinjaException;
import dev.rondo.jinja.value.PyFunction;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Renders a parsed template, any number of times on any thread. */
public final class Renderer {
  /** The filters and tests that there are. */
  public static final Vocabulary VOCABULARY =
      new Vocabulary() {
        @Override
        public boolean hasFilter(String name) {
          return Filters.has(name);
        }

        @Override
        public boolean hasTest(String name) {
          return Tests.has(name);
        }
      };

  private Renderer() {}

  /** The functions that templates find defined. */
  public static Set<String> globals() {
    return Globals.names();
  }

  /**
   * What was rendered.
   *
   * @param generationSpans {@code [start, end)} of each generation block, in UTF-16 units
   */
  public record Rendered(String text, List<int[]> generationSpans) {}

  /**
   * Renders.
   *
   * @param variables null is None
   * @param now what {@code strftime_now} tells
   * @throws JinjaException as Jinja would, and with the template's own message where it raises one
   */
  public static Rendered render(
      List<Statement> template, Map<String, ?> variables, LocalDateTime now) {
    Scope globals = Scope.root();
    Globals.define(globals, now);
    Scope scope = globals.inner();
    variables.forEach((name, value) -> scope.set(name, python(value)));
    Output output = new Output();
    try {
      new Interpreter(output).run(template, scope.inner(), output.text());
    } catch (StackOverflowError tooDeep) {
      throw new JinjaException("RecursionError: maximum recursion depth exceeded");
    } catch (ArithmeticException tooLarge) {
      throw new JinjaException("OverflowError: " + tooLarge.getMessage());
    }
    return new Rendered(output.text().toString(), output.generationSpans());
  }

  /** Java's value as Python's: whole numbers are Long, others Double, containers copied. */
  private static Object python(Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(python(key), python(item)));
        yield copy;
      }
      case Collection<?> items -> {
        List<Object> copy = new ArrayList<>(items.size());
        items.forEach(item -> copy.add(python(item)));
        yield copy;
      }
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Float number -> number.doubleValue();
      case CharSequence text -> text.toString();
      case Boolean is -> is;
      case Long number -> number;
      case Double number -> number;
      case PyFunction function -> function;
      default ->
          throw JinjaException.type(
              "a %s is no value for templates".formatted(value.getClass().getSimpleName()));
    };
  }
}
