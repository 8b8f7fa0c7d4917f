package dev.rondo.trainer.text;

/**
 * A text in tokens.
 *
 * @param ids token ids
 * @param starts where token i starts in the text, in UTF-16 units
 * @param ends where token i ends in the text, exclusive, in UTF-16 units
 */
public record Tokens(int[] ids, int[] starts, int[] ends) {}
