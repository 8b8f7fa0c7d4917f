package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A condition as Kubernetes' API conventions define it.
 *
 * @param type unique in the list
 * @param status True, False or Unknown
 * @param reason CamelCase
 * @param message for people
 * @param observedGeneration the generation it was computed from
 * @param lastTransitionTime RFC 3339; moves only when status does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    String type,
    String status,
    String reason,
    String message,
    Long observedGeneration,
    String lastTransitionTime) {}
