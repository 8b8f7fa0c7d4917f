package dev.rondo.core.schedule;

/**
 * A run that waits for a turn, as a decision sees it.
 *
 * @param name unique
 * @param order when it was created; earlier is smaller
 * @param priority larger goes first
 * @param width slots that a turn of it takes at the same time; 1 but for gangs
 * @param consumed data consumed, in chunks, as {@link Standing} counts it
 * @param nextChunk size of its next chunk, in chunks; above 1 only where a step is larger than one
 * @param turnSeconds its next turn, by its measured {@link Pace}
 * @param remainingSeconds work left, by its measured {@link Pace}
 */
public record RunView(
    String name,
    int order,
    int priority,
    int width,
    double consumed,
    double nextChunk,
    double turnSeconds,
    double remainingSeconds) {

  /** Work left in seconds of one slot. */
  double remainingSlotSeconds() {
    return width * remainingSeconds;
  }
}
