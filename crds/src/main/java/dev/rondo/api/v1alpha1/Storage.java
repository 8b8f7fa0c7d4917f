package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The experiment's volume.
 *
 * @param size a quantity
 * @param claimName an existing claim instead
 * @param storageClassName of a new claim
 * @param accessModes of a new claim
 * @param whenDeleted Retain (default) or Delete
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Storage(
    String size,
    String claimName,
    String storageClassName,
    List<String> accessModes,
    String whenDeleted) {}
