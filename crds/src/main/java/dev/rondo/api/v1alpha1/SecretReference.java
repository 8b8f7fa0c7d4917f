package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A Secret of the same namespace.
 *
 * @param name its name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecretReference(String name) {}
