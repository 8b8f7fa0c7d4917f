package dev.rondo.trainer.generation;

/**
 * What was decoded.
 *
 * @param ids token ids, the end token included
 * @param ended whether it has one; else it was cut at the longest length
 */
public record Completion(int[] ids, boolean ended) {}
