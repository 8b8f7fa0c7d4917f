package dev.rondo.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parts of rows and rows of parts. */
final class RowSlice {
  private RowSlice() {}

  /** Tokens {@code [from, to)} of a row of one sequence, as a row of its own. */
  static TokenRow of(TokenRow row, int from, int to) {
    boolean[] trained = Arrays.copyOfRange(row.trained(), from, to);
    if (trained.length > 0) {
      trained[0] = false;
    }
    return TokenRow.of(Arrays.copyOfRange(row.ids(), from, to), trained);
  }

  /** A row of one sequence in pieces of at most {@code maxLength} tokens. */
  static List<TokenRow> pieces(TokenRow row, int maxLength) {
    List<TokenRow> pieces = new ArrayList<>();
    for (int from = 0; from < row.ids().length; from += maxLength) {
      pieces.add(of(row, from, Math.min(from + maxLength, row.ids().length)));
    }
    return pieces;
  }

  /** The rows one after the other, each still a sequence that attends only to itself. */
  static TokenRow join(List<TokenRow> rows) {
    int[] lengths = rows.stream().mapToInt(row -> row.ids().length).toArray();
    int[] ids = new int[Arrays.stream(lengths).sum()];
    boolean[] trained = new boolean[ids.length];
    int at = 0;
    for (TokenRow row : rows) {
      System.arraycopy(row.ids(), 0, ids, at, row.ids().length);
      System.arraycopy(row.trained(), 0, trained, at, row.ids().length);
      at += row.ids().length;
    }
    return new TokenRow(ids, trained, lengths);
  }
}
