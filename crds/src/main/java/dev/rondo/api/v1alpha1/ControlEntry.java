package dev.rondo.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of a gesture. How long it took follows from the times, and from the steps.
 *
 * @param id of the request
 * @param gesture which
 * @param result Accepted, Done or Refused
 * @param message why
 * @param time when it was taken in, RFC 3339 to the microsecond
 * @param step optimizer steps the run had done then
 * @param actedTime when it had taken effect, RFC 3339 to the microsecond; absent until then
 * @param actedStep optimizer steps the run had done when it had taken effect
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ControlEntry(
    String id,
    String gesture,
    String result,
    String message,
    String time,
    Long step,
    String actedTime,
    Long actedStep) {
  /** A gesture of which only the answer is known. */
  public ControlEntry(String id, String gesture, String result, String message, String time) {
    this(id, gesture, result, message, time, null, null, null);
  }
}
