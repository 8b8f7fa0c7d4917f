package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How far a run is.
 *
 * @param step optimizer steps done
 * @param totalSteps in its budget
 * @param chunk chunks done
 * @param totalChunks in its budget
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
    Double epoch,
    Long rows,
    Long tokens) {}
