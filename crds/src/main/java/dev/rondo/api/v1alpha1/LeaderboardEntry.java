package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A run's place.
 *
 * @param rank 1 is best
 * @param run its name
 * @param value of the objective
 * @param step where it was measured
 * @param evalKey values compare within one key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeaderboardEntry(Integer rank, String run, Double value, Long step, String evalKey) {}
