package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A gesture taken in and not yet done.
 *
 * @param id unique
 * @param gesture stop, resume or clone of people; checkpoint of the operator, for a clone
 * @param payload of a clone what it changes, of a checkpoint the step at which a clone asked for
 *     it, of a resume of a failed run the epoch that failed
 * @param time when it was taken in, RFC 3339 to the microsecond
 * @param result what was decided then: Accepted, Done (there was nothing to change) or Refused
 * @param message why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GestureRequest(
    String id, String gesture, String payload, String time, String result, String message) {
  /** Not decided on. */
  public GestureRequest(String id, String gesture, String payload) {
    this(id, gesture, payload, null, null, null);
  }
}
