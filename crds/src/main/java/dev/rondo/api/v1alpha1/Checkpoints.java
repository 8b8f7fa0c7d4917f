package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Durable checkpoints.
 *
 * @param keep newest to keep, besides the best, the final one and what a clone started from
 *     (default 2)
 * @param everySeconds seconds of training between states (default 300)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Checkpoints(Integer keep, Integer everySeconds) {}
