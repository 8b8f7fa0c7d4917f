package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.text.JinjaTemplate;
import dev.rondo.trainer.text.TemplateException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A row format ready to be applied: every string of it is a parsed template. */
final class CompiledFormat {
  private static final Pattern COLUMN_ALONE = Pattern.compile("\\s*\\{\\{\\s*(\\w+)\\s*\\}\\}\\s*");

  private final Map<String, Part> columns;
  private final LocalDateTime now;

  private CompiledFormat(Map<String, Part> columns, LocalDateTime now) {
    this.columns = columns;
    this.now = now;
  }

  /** A piece of the format. */
  private sealed interface Part {
    record Template(String field, JinjaTemplate template) implements Part {}

    /** A column passed on as it is when it is no text, such as a list of messages. */
    record Column(String name, Template text) implements Part {}

    record Elements(List<Part> parts) implements Part {}

    record Entries(Map<String, Part> parts) implements Part {}

    record Constant(Object value) implements Part {}
  }

  /**
   * Parses a format; what cannot be parsed is added to the problems.
   *
   * @param now the time that templates print
   */
  static CompiledFormat of(RowFormat format, LocalDateTime now, List<Problem> problems) {
    Map<String, Part> columns = new LinkedHashMap<>();
    if (!format.columns().isObject() || format.columns().isEmpty()) {
      problems.add(
          new Problem(
              "dataset.format",
              "must name columns: prompt and completion, or messages, or text, each a template"));
    }
    for (Map.Entry<String, JsonNode> column : format.columns().properties()) {
      String field = "dataset.format." + column.getKey();
      columns.put(column.getKey(), compile(field, column.getValue(), problems));
    }
    return new CompiledFormat(columns, now);
  }

  private static Part compile(String field, JsonNode node, List<Problem> problems) {
    if (node.isTextual()) {
      return template(field, node.textValue(), problems);
    }
    if (node.isArray()) {
      List<Part> parts = new ArrayList<>();
      for (JsonNode element : node) {
        parts.add(compile(field + "[" + parts.size() + "]", element, problems));
      }
      return new Part.Elements(parts);
    }
    if (node.isObject()) {
      Map<String, Part> parts = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        parts.put(
            entry.getKey(), compile(field + "." + entry.getKey(), entry.getValue(), problems));
      }
      return new Part.Entries(parts);
    }
    return new Part.Constant(JsonValues.MAPPER.convertValue(node, Object.class));
  }

  private static Part template(String field, String source, List<Problem> problems) {
    try {
      Part.Template template = new Part.Template(field, JinjaTemplate.parse(source));
      Matcher alone = COLUMN_ALONE.matcher(source);
      return alone.matches() ? new Part.Column(alone.group(1), template) : template;
    } catch (TemplateException e) {
      problems.add(new Problem(field, "not a Jinja template: " + e.getMessage()));
      return new Part.Constant("");
    }
  }

  /** The row in the format's columns. */
  SourceRow apply(SourceRow row) throws MalformedRowException {
    Map<String, Object> formatted = new LinkedHashMap<>();
    for (Map.Entry<String, Part> column : columns.entrySet()) {
      formatted.put(column.getKey(), value(column.getValue(), row.columns()));
    }
    return new SourceRow(row.place(), formatted);
  }

  private Object value(Part part, Map<String, Object> row) throws MalformedRowException {
    return switch (part) {
      case Part.Constant(Object value) -> value;
      case Part.Template template -> render(template, row);
      case Part.Column(String name, Part.Template text) -> {
        Object value = row.get(name);
        yield value instanceof List || value instanceof Map ? value : render(text, row);
      }
      case Part.Elements(List<Part> parts) -> {
        List<Object> values = new ArrayList<>();
        for (Part element : parts) {
          values.add(value(element, row));
        }
        yield values;
      }
      case Part.Entries(Map<String, Part> parts) -> {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Part> entry : parts.entrySet()) {
          values.put(entry.getKey(), value(entry.getValue(), row));
        }
        yield values;
      }
    };
  }

  private String render(Part.Template template, Map<String, Object> row)
      throws MalformedRowException {
    for (String name : template.template().variables()) {
      if (!row.containsKey(name)) {
        throw new MalformedRowException(
            "%s names the column %s, which is not there; the columns are %s"
                .formatted(template.field(), name, String.join(", ", row.keySet())));
      }
    }
    try {
      return template.template().render(row, now).text();
    } catch (TemplateException e) {
      throw new MalformedRowException(template.field() + ": " + e.getMessage());
    }
  }
}
