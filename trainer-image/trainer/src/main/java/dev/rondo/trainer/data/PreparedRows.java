package dev.rondo.trainer.data;

/** A prepared split: rows of tokens in the order of the file, read from the cache as needed. */
public interface PreparedRows {
  /** Number of rows; packs count as one. */
  int size();

  /** The row at this index. */
  TokenRow row(int index);
}
