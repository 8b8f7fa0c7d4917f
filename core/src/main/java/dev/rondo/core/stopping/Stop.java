package dev.rondo.core.stopping;

import java.util.Locale;

/**
 * A run that a rule stops.
 *
 * @param run its name
 * @param reason of its condition, CamelCase
 * @param rung at which, from 0; the rule does not stop it there again
 * @param rank among those compared, from 1
 * @param of how many were compared
 * @param message for people
 */
public record Stop(String run, String reason, int rung, int rank, int of, String message) {
  /** A place in the data, for its message. */
  static String place(double chunks) {
    return chunks == 1 ? "after 1 chunk" : String.format(Locale.ROOT, "after %.0f chunks", chunks);
  }
}
