package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One value of the experiment's objective.
 *
 * @param chunks data consumed until then, in chunks
 * @param value not finite where training went wrong: null then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluationPoint(Double chunks, Double value) {}
