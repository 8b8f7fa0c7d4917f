package dev.rondo.trainer.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** TRL's {@code packing_strategy}: how rows are put together until they fill max_length. */
public enum Packing {
  /** Best fit decreasing; longer rows are cut to max_length. */
  BFD("bfd") {
    @Override
    public List<TokenRow> pack(List<TokenRow> rows, int maxLength) {
      List<TokenRow> cut =
          rows.stream()
              .map(row -> RowSlice.of(row, 0, Math.min(row.ids().length, maxLength)))
              .toList();
      return BestFitDecreasing.pack(cut, maxLength);
    }
  },
  /** Best fit decreasing; longer rows are cut into pieces of max_length. */
  BFD_SPLIT("bfd_split") {
    @Override
    public List<TokenRow> pack(List<TokenRow> rows, int maxLength) {
      List<TokenRow> pieces =
          rows.stream().flatMap(row -> RowSlice.pieces(row, maxLength).stream()).toList();
      return BestFitDecreasing.pack(pieces, maxLength);
    }
  },
  /** Everything in a row, cut every max_length tokens; attention crosses from row to row. */
  WRAPPED("wrapped") {
    @Override
    public List<TokenRow> pack(List<TokenRow> rows, int maxLength) {
      TokenRow joined = RowSlice.join(rows);
      int[] oneSequence = {joined.ids().length};
      return RowSlice.pieces(new TokenRow(joined.ids(), joined.trained(), oneSequence), maxLength);
    }
  };

  private final String fieldValue;

  Packing(String fieldValue) {
    this.fieldValue = fieldValue;
  }

  /** Whether what is longer than max_length is lost. */
  boolean cuts() {
    return this == BFD;
  }

  /** The packs, in TRL's order. The first token of a sequence is never trained. */
  public abstract List<TokenRow> pack(List<TokenRow> rows, int maxLength);

  /** The strategy of this name, if there is one. */
  public static Optional<Packing> named(String fieldValue) {
    return Arrays.stream(values()).filter(p -> p.fieldValue.equals(fieldValue)).findFirst();
  }
}
