package dev.rondo.trainer.text;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;

/** A parsed Jinja template. */
public interface JinjaTemplate {
  /** The names that the template reads and does not set itself. */
  Set<String> variables();

  /** Renders with these variables; a null value is Jinja's none. */
  RenderedText render(Map<String, Object> variables, LocalDateTime now) throws TemplateException;

  /** Parses a template's source. */
  static JinjaTemplate parse(String source) throws TemplateException {
    throw new TemplateException(
        "templates are not supported yet (%d characters)".formatted(source.length()), null);
  }
}
