package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.trainer.text.ChatTemplate;

/**
 * TRL's columns as templates over the file's columns, in place of a Python {@code formatting_func}.
 *
 * @param columns {@code dataset.format}: column name to a Jinja template, or to a list of messages
 *     whose strings are Jinja templates
 */
public record RowFormat(JsonNode columns) {
  /** Whether what is rendered may depend on the day. */
  boolean tellsTheDate() {
    return ChatTemplate.mayTellTheDate(columns.toString());
  }
}
