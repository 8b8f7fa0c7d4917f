package dev.rondo.trainer.text;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A parsed Jinja template; for now only text without tags. */
public record JinjaTemplate(String source) {
  /** Parses a template's source. */
  public static JinjaTemplate parse(String source) throws TemplateException {
    if (source.contains("{")) {
      throw new TemplateException("templates with tags are not supported yet", null);
    }
    return new JinjaTemplate(source);
  }

  /** The names that the template reads and does not set itself. */
  public Set<String> variables() {
    return Set.of();
  }

  /** Renders with these variables; a null value is Jinja's none. */
  public RenderedText render(Map<String, Object> variables, LocalDateTime now)
      throws TemplateException {
    return new RenderedText(source, List.of());
  }
}
