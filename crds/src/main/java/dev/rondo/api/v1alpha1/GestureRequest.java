package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A gesture taken in and not yet done.
 *
 * @param id unique
 * @param gesture stop, resume, clone or delete
 * @param payload of a clone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GestureRequest(String id, String gesture, String payload) {}
