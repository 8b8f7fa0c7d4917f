package dev.rondo.core.schedule;

/**
 * A run that waits for a turn, as a decision sees it.
 *
 * @param name unique
 * @param order when it was created; earlier is smaller
 * @param priority larger goes first
 * @param consumed data consumed in chunks since the run's own start, so that a clone joins fairly
 * @param nextChunk size of its next chunk, in chunks; at most 1
 * @param remainingSeconds work left, by its measured step time
 */
public record RunView(
    String name,
    int order,
    int priority,
    double consumed,
    double nextChunk,
    double remainingSeconds) {}
