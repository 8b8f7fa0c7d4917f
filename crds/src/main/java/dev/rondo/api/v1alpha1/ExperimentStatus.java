package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What became of an experiment.
 *
 * @param configs the ledger of expanded configs; never shrinks
 * @param counts runs by state
 * @param best name of the best run
 * @param leaderboard at most 10
 * @param startTime RFC 3339; its local date is what templates print
 * @param workerImage pinned when the first worker was made
 * @param conditions by type
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExperimentStatus(
    List<ConfigEntry> configs,
    Map<String, Integer> counts,
    String best,
    List<LeaderboardEntry> leaderboard,
    String startTime,
    String workerImage,
    List<Condition> conditions) {}
