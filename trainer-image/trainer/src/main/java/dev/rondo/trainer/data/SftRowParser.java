package dev.rondo.trainer.data;

import java.util.Map;

/**
 * Turns columns into rows of the data set's shape.
 *
 * @param shape what the first row has
 * @param textField dataset_text_field
 */
record SftRowParser(SftShape shape, String textField) {
  /** The row; all rows must be like the first one. */
  SftRow parse(SourceRow row) throws MalformedRowException {
    Map<String, Object> columns = row.columns();
    return switch (shape) {
      case TEXT -> new SftRow.Text(Columns.text(columns, textField));
      case PROMPT_COMPLETION ->
          new SftRow.PromptCompletion(
              Columns.text(columns, "prompt"), Columns.text(columns, "completion"));
      case MESSAGES -> {
        String name = columns.containsKey("messages") ? "messages" : "conversations";
        yield new SftRow.Messages(Columns.messages(columns, name), Columns.options(columns));
      }
      case CHAT_PROMPT_COMPLETION ->
          new SftRow.ChatPromptCompletion(
              Columns.messages(columns, "prompt"),
              Columns.messages(columns, "completion"),
              Columns.options(columns));
    };
  }
}
