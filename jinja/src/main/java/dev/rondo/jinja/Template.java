package dev.rondo.jinja;

import dev.rondo.jinja.runtime.Renderer;
import dev.rondo.jinja.syntax.ReadNames;
import dev.rondo.jinja.syntax.Statement;
import dev.rondo.jinja.syntax.TemplateParser;
import dev.rondo.jinja.value.JinjaException;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A parsed template: immutable, and rendered by any number of threads. */
public final class Template {
  private final List<Statement> statements;

  private Template(List<Statement> statements) {
    this.statements = statements;
  }

  /**
   * Parses a source.
   *
   * @throws JinjaException if it is no template, or has unknown tags, filters or tests
   */
  public static Template parse(String source) {
    return new Template(List.copyOf(TemplateParser.parse(source, Renderer.VOCABULARY)));
  }

  /** The names that the template reads, does not set itself, and does not find defined. */
  public Set<String> variables() {
    Set<String> variables = new LinkedHashSet<>(ReadNames.free(statements));
    variables.removeAll(Renderer.globals());
    return variables;
  }

  /**
   * Renders.
   *
   * @param variables maps, lists, strings, numbers, booleans; null is None
   * @param now what {@code strftime_now} tells
   * @throws JinjaException as Jinja would, and with the template's own message where it raises one
   */
  public Renderer.Rendered render(Map<String, ?> variables, LocalDateTime now) {
    return Renderer.render(statements, variables, now);
  }
}
