package dev.rondo.operator.event;

/**
 * Something to tell people, after the status that says so has been written.
 *
 * @param reason which
 * @param note a sentence
 */
public record Happening(Reason reason, String note) {}
