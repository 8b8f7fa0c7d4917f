package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Where metrics also go.
 *
 * @param tensorBoard event files
 * @param mlFlow a tracking server
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tracking(TensorBoard tensorBoard, MlFlow mlFlow) {}
