package dev.rondo.trainer.generation;

/**
 * A completion that is wanted.
 *
 * @param prompt token ids, at least one; rows with the same array share its forward pass
 * @param key of the random stream its tokens are drawn from
 */
public record DecodingRow(int[] prompt, long key) {}
