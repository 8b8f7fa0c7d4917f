package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One axis of a grid.
 *
 * @param path a leaf field, e.g. {@code trainingArgs.learning_rate}
 * @param values its values, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GridParameter(String path, List<JsonNode> values) {}
