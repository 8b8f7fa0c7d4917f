package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An MLflow tracking server.
 *
 * @param trackingUri its URL
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MlFlow(String trackingUri) {}
