package dev.rondo.trainer.text;

import dev.rondo.jinja.Template;
import dev.rondo.jinja.value.JinjaException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;

/** A parsed Jinja template. */
public final class JinjaTemplate {
  private final Template template;

  private JinjaTemplate(Template template) {
    this.template = template;
  }

  /** Parses a template's source. */
  public static JinjaTemplate parse(String source) throws TemplateException {
    try {
      return new JinjaTemplate(Template.parse(source));
    } catch (JinjaException wrong) {
      throw new TemplateException(wrong.getMessage(), wrong);
    }
  }

  /** The names that the template reads and does not set itself. */
  public Set<String> variables() {
    return template.variables();
  }

  /** Renders with these variables; a null value is Jinja's none. */
  public RenderedText render(Map<String, Object> variables, LocalDateTime now)
      throws TemplateException {
    try {
      var rendered = template.render(variables, now);
      return new RenderedText(rendered.text(), rendered.generationSpans());
    } catch (JinjaException wrong) {
      throw new TemplateException(wrong.getMessage(), wrong);
    }
  }
}
