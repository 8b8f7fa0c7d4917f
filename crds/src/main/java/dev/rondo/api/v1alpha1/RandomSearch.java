package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Random search over every leaf.
 *
 * @param samples configs to draw per leaf, without duplicates
 * @param parameters the fields drawn
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RandomSearch(Integer samples, List<RandomParameter> parameters) {}
