package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/** TensorBoard event files beside each run's metrics. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TensorBoard() {}
