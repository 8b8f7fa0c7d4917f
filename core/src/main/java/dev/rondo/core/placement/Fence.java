package dev.rondo.core.placement;

import java.util.Optional;

/**
 * Who may publish for a run: the pod it is bound to, under the epoch of that bind. Each bind raises
 * the epoch, so whoever held the run before can waste time, but change nothing.
 *
 * @param podUid of the worker
 * @param epoch of the bind, from 1
 */
public record Fence(String podUid, long epoch) {
  /**
   * Whether what a writer says counts.
   *
   * @param bound the run's present placement
   */
  public static boolean admits(Optional<Fence> bound, Fence writer) {
    return bound.equals(Optional.of(writer));
  }
}
