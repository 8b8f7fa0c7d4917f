package dev.rondo.core.placement;

import java.util.Optional;

/**
 * A run as placement sees it.
 *
 * @param name unique
 * @param order when it was created; earlier is smaller
 * @param priority larger goes first
 * @param isRunnable whether it would train if a worker had it
 * @param isTraining whether it holds a slot now, or a state that is not durable yet: it is moved at
 *     the end of its chunk
 * @param triesAgain whether it failed where it was bound last, and is to be bound anew
 * @param engine the numerics fingerprint that it is pinned to; empty before its first step
 * @param placement where it was bound last; empty: never
 */
public record RunClaim(
    String name,
    int order,
    int priority,
    boolean isRunnable,
    boolean isTraining,
    boolean triesAgain,
    String engine,
    Optional<Fence> placement) {

  /** The epoch of its next bind. */
  long nextEpoch() {
    return placement.map(Fence::epoch).orElse(0L) + 1;
  }

  boolean isOn(WorkerView worker) {
    return placement.filter(fence -> fence.podUid().equals(worker.uid())).isPresent();
  }
}
