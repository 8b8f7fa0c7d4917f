package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of a gesture.
 *
 * @param id of the request
 * @param gesture which
 * @param result Accepted, Done or Refused
 * @param message why
 * @param time RFC 3339
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ControlEntry(String id, String gesture, String result, String message, String time) {}
