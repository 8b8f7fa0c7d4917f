package dev.rondo.trainer.data;

import dev.rondo.trainer.text.ModelTokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text that targets spell. Special tokens spell nothing, so a text has the same bytes with
 * every tokenizer and chat template.
 */
record TargetText(ModelTokenizer tokenizer) {
  /** UTF-8 bytes of the text of all targets. */
  long bytes(PreparedRows rows) {
    long bytes = 0;
    for (int i = 0; i < rows.size(); i++) {
      bytes += bytes(rows.row(i));
    }
    return bytes;
  }

  private long bytes(TokenRow row) {
    long bytes = 0;
    int start = 0;
    for (int length : row.lengths()) {
      int end = start + length;
      bytes +=
          bytes(
              Arrays.copyOfRange(row.ids(), start, end),
              Arrays.copyOfRange(row.trained(), start, end));
      start = end;
    }
    return bytes;
  }

  /** Counts what each span of targets adds to the text before it: decoders trim a text's start. */
  private long bytes(int[] ids, boolean[] trained) {
    long bytes = 0;
    int at = 0;
    while (at < ids.length) {
      int end = at;
      while (end < ids.length && trained[end] == trained[at]) {
        end++;
      }
      if (trained[at]) {
        bytes += bytesUntil(ids, end) - bytesUntil(ids, at);
      }
      at = end;
    }
    return bytes;
  }

  private int bytesUntil(int[] ids, int end) {
    String text = tokenizer.plainText(Arrays.copyOf(ids, end));
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
