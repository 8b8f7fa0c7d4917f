package dev.rondo.trainer.data;

import dev.rondo.trainer.text.ModelTokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prepared rows as people read them. */
final class RowPreview {
  private RowPreview() {}

  /**
   * The first training rows with the trained tokens marked.
   *
   * @param data what {@link DataPreparation#prepare} gave for the request
   * @param rows how many at most
   * @throws IOException when the model's tokenizer cannot be read
   */
  static List<PreviewRow> of(PreparationRequest request, PreparedData data, int rows)
      throws IOException {
    try (ModelTokenizer tokenizer = ModelTokenizer.load(request.modelDirectory())) {
      List<PreviewRow> preview = new ArrayList<>();
      for (int i = 0; i < Math.min(rows, data.train().size()); i++) {
        boolean cut = data.train() instanceof PreparedSplit split && split.truncated(i);
        preview.add(new PreviewRow(spans(data.train().row(i), tokenizer), cut));
      }
      return preview;
    }
  }

  private static List<PreviewRow.Span> spans(TokenRow row, ModelTokenizer tokenizer) {
    List<PreviewRow.Span> spans = new ArrayList<>();
    int[] ids = row.ids();
    String before = "";
    for (int from = 0, to = 0; from < ids.length; from = to) {
      while (to < ids.length && row.trained()[to] == row.trained()[from]) {
        to++;
      }
      // What the tokens add to the text before them: alone, their first space could get lost.
      String upTo = tokenizer.text(Arrays.copyOf(ids, to));
      String text =
          upTo.startsWith(before)
              ? upTo.substring(before.length())
              : tokenizer.text(Arrays.copyOfRange(ids, from, to));
      spans.add(new PreviewRow.Span(text, row.trained()[from]));
      before = upTo;
    }
    return spans;
  }
}
