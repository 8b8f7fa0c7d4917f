package dev.rondo.core.placement;

/**
 * Who may publish for a run: the pod it is bound to, under the epoch of that bind. Each bind raises
 * the epoch, so whoever held the run before can waste time, but change nothing.
 *
 * @param podUid of the worker
 * @param epoch of the bind, from 1
 */
public record Fence(String podUid, long epoch) {}
