package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A config that has been expanded; listed for good.
 *
 * @param name the run's name
 * @param digest of the leaf's canonical JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfigEntry(String name, String digest) {}
