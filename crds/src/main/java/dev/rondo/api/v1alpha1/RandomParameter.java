package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One sampled field: a list of values or a range.
 *
 * @param path a leaf field
 * @param values to choose from
 * @param min lower end, inclusive
 * @param max upper end, inclusive
 * @param scale Linear (default) or Log
 * @param step grid of the range; not with Log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RandomParameter(
    String path, List<JsonNode> values, Double min, Double max, String scale, Double step) {}
