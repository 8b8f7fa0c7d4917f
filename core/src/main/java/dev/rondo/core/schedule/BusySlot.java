package dev.rondo.core.schedule;

/**
 * A slot with a turn, as a decision sees it.
 *
 * @param turnSeconds until its turn is over; 0 where it should be by now
 * @param remainingSeconds work left of the run on it, this turn included
 */
public record BusySlot(double turnSeconds, double remainingSeconds) {}
