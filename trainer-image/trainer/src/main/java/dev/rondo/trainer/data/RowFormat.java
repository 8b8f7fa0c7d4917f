package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * TRL's columns as templates over the file's columns, in place of a Python {@code formatting_func}.
 *
 * @param columns {@code dataset.format}: column name to a Jinja template, or to a list of messages
 *     whose strings are Jinja templates
 */
public record RowFormat(JsonNode columns) {}
