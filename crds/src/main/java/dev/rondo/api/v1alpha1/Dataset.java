package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where rows come from and how they become TRL's columns.
 *
 * @param train training rows
 * @param eval evaluation rows; absent: no evaluation
 * @param format TRL's columns as Jinja templates over the row's columns; absent: the rows have them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Dataset(DataSource train, DataSource eval, ObjectNode format) {}
