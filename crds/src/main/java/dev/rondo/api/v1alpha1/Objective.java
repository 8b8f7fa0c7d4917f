package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a comparison ranks by.
 *
 * @param metric a logged metric, e.g. eval_loss
 * @param goal which end is better
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Objective(String metric, Goal goal) {}
