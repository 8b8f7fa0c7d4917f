package dev.rondo.trainer.data;

import java.util.List;

/** Makes rows of tokens from the columns of a split's rows. */
interface RowTokenizer {
  /**
   * The row in tokens.
   *
   * @throws MalformedRowException when the columns are not what the first row promised
   */
  TokenRow tokenise(SourceRow row) throws MalformedRowException;

  /** What people should know of the rows made so far. */
  default List<String> warnings() {
    return List.of();
  }
}
