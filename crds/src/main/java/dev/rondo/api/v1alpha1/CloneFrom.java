package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Where a clone comes from.
 *
 * @param run the parent
 * @param at Latest (default), a step, or a checkpoint's digest
 * @param warmStart absent: cold, new weights
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloneFrom(String run, String at, WarmStart warmStart) {}
