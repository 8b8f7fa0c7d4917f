package dev.rondo.trainer.data;

/**
 * One prepared row of tokens, as the model consumes it.
 *
 * @param ids token ids, all sequences of the row one after the other
 * @param trained whether token i is a target of the loss; never the first token of a sequence
 * @param lengths lengths of the row's sequences, which do not attend to each other; one entry
 *     unless the row is a pack. Their sum is {@code ids.length}.
 * @param columns the row's columns as JSON, where its rewards read them; else empty
 */
public record TokenRow(int[] ids, boolean[] trained, int[] lengths, String columns) {
  /** A row that nobody asks for its columns. */
  public TokenRow(int[] ids, boolean[] trained, int[] lengths) {
    this(ids, trained, lengths, "");
  }

  /** A row of one sequence. */
  public static TokenRow of(int[] ids, boolean[] trained) {
    return new TokenRow(ids, trained, new int[] {ids.length});
  }

  /** Number of trained tokens: the row's part of the loss denominator. */
  public int targets() {
    int count = 0;
    for (boolean isTarget : trained) {
      count += isTarget ? 1 : 0;
    }
    return count;
  }
}
