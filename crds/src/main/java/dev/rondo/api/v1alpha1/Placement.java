package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Which worker holds a run.
 *
 * @param worker pod name
 * @param podUID pod identity
 * @param epoch raised on every bind
 * @param attempt tries since the run was made or resumed, from 1; more than one after failures
 * @param startTime of the first bind since the run was made or resumed, RFC 3339; a deadline counts
 *     from it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Placement(
    String worker, String podUID, Long epoch, Integer attempt, String startTime) {
  /** Of a run whose tries and start are of no interest. */
  public Placement(String worker, String podUID, Long epoch) {
    this(worker, podUID, epoch, null, null);
  }
}
