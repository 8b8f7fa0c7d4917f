package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A value in a Secret of the same namespace.
 *
 * @param name the Secret's
 * @param key in it; absent: authorization
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecretKeyReference(String name, String key) {}
