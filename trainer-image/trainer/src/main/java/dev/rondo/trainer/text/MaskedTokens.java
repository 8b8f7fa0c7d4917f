package dev.rondo.trainer.text;

import java.util.Optional;

/**
 * A conversation in tokens.
 *
 * @param ids token ids
 * @param assistant whether the assistant wrote token i, if asked for
 */
public record MaskedTokens(int[] ids, Optional<boolean[]> assistant) {}
