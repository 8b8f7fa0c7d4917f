package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How far a run is.
 *
 * @param step optimizer steps done
 * @param totalSteps in its budget
 * @param chunk chunks done
 * @param totalChunks in its budget
 * @param chunks for people: the chunk it is in, of all, as in 2/4
 * @param epoch passes over the data
 * @param rows consumed
 * @param tokens TRL's num_tokens
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
    Long step,
    Long totalSteps,
    Integer chunk,
    Integer totalChunks,
    String chunks,
    Double epoch,
    Long rows,
    Long tokens) {}
