package dev.rondo.trainer.config;

/**
 * One thing wrong with a run's configuration or data.
 *
 * @param field a path in the leaf such as {@code trainingArgs.max_length}, or {@code file:line}
 * @param message what is wrong, what is allowed, and the nearest name where there is one
 */
public record Problem(String field, String message) {}
