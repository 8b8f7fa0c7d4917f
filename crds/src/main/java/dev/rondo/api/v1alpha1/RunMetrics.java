package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The newest numbers of a run.
 *
 * @param loss training loss
 * @param evalLoss newest
 * @param bestEvalLoss best so far
 * @param evalKey comparability key
 * @param learningRate of the last step
 * @param tokensPerSecond while training
 * @param objective newest value of the experiment's objective
 * @param objectiveStep where it was measured
 * @param comparable newest value of the trainer's metric that compares across keys
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunMetrics(
    Double loss,
    Double evalLoss,
    Double bestEvalLoss,
    String evalKey,
    Double learningRate,
    Double tokensPerSecond,
    Double objective,
    Long objectiveStep,
    Double comparable) {}
