package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A run's place.
 *
 * @param rank 1 is best
 * @param run its name
 * @param metric that the runs are ranked by: the objective's, where that compares between them
 * @param value of it
 * @param step where it was measured
 * @param evalKey what the evaluation belongs to; a loss compares within one key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeaderboardEntry(
    Integer rank, String run, String metric, Double value, Long step, String evalKey) {}
