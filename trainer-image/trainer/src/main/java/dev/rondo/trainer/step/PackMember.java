package dev.rondo.trainer.step;

import dev.rondo.trainer.data.TokenRow;
import java.util.List;

/**
 * One run's part of a fused micro-batch.
 *
 * @param trainable the run's adapter (or full weights), attached
 * @param rows its rows of this micro-batch
 * @param rngKey key of this micro-batch's dropout: a hash of (seed, purpose, step, micro-batch);
 *     layer and module are mixed in where masks are drawn
 */
public record PackMember(Trainable trainable, List<TokenRow> rows, long rngKey) {}
