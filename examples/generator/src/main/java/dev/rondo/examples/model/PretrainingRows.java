package dev.rondo.examples.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.rondo.examples.tokenizer.TokenizerFiles;
import dev.rondo.trainer.data.TokenRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Conversations laid one after the other into rows of equal length. A row starts with a
 * conversation; what does not fit at its end is dropped.
 */
final class PretrainingRows {
  private final HuggingFaceTokenizer tokenizer;
  private final Iterator<String> conversations;
  private final int length;

  /**
   * Rows of a corpus without end.
   *
   * @param length of a row in tokens
   */
  PretrainingRows(HuggingFaceTokenizer tokenizer, Iterator<String> conversations, int length) {
    this.tokenizer = tokenizer;
    this.conversations = conversations;
    this.length = length;
  }

  /** The next rows; every token but a row's first is trained. */
  List<TokenRow> next(int count) {
    List<TokenRow> rows = new ArrayList<>();
    while (rows.size() < count) {
      rows.add(row());
    }
    return rows;
  }

  private TokenRow row() {
    int[] ids = new int[length];
    int filled = 0;
    while (filled < length) {
      String text = conversations.next() + TokenizerFiles.PAD;
      long[] tokens = tokenizer.encode(text, false, false).getIds();
      int fits = Math.min(tokens.length, length - filled);
      for (int i = 0; i < fits; i++) {
        ids[filled + i] = Math.toIntExact(tokens[i]);
      }
      filled += fits;
    }
    boolean[] trained = new boolean[length];
    Arrays.fill(trained, 1, length, true);
    return TokenRow.of(ids, trained);
  }
}
