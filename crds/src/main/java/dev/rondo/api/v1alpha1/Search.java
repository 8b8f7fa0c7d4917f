package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How leaves are expanded; exactly one of the two.
 *
 * @param grid every combination
 * @param random seeded samples
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Search(List<GridParameter> grid, RandomSearch random) {}
