package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Which worker holds a run.
 *
 * @param worker pod name
 * @param podUID pod identity
 * @param epoch raised on every bind
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Placement(String worker, String podUID, Long epoch) {}
