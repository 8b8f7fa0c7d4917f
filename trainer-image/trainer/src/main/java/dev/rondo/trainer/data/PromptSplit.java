package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.text.ChatTokenizer;
import dev.rondo.trainer.text.TemplateException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Prompts of rows that SFT or DPO evaluates, for completion. A row's columns are JSON: {@code
 * {"prompt", "wanted", "row"}}, the last being the columns of the data.
 *
 * @param rows how the trainer reads them
 * @param longest tokens of the longest prompt
 */
record PromptSplit(SplitRows rows, int longest) implements SplitRows {
  /**
   * Looks at how the trainer reads a first row.
   *
   * @throws MalformedRowException if such rows have no prompt
   */
  static PromptSplit of(SplitRows rows, int longest) throws MalformedRowException {
    if (rows instanceof SftSplit sft && sft.shape() == SftShape.TEXT) {
      throw new MalformedRowException(SftRow.Text.NO_PROMPT);
    }
    return new PromptSplit(rows, longest);
  }

  @Override
  public boolean isConversational() {
    return rows.isConversational();
  }

  /** Those of the evaluation rows are told with them. */
  @Override
  public List<Problem> problems(String split, ModelText model) {
    return List.of();
  }

  @Override
  public List<String> warnings(String split) {
    return List.of();
  }

  @Override
  public void describe(ObjectNode inputs) {
    rows.describe(inputs);
    inputs.put("of", "prompts");
  }

  @Override
  public RowTokenizer tokenizer(ModelText model) {
    Optional<ChatTokenizer> chat =
        model.template().map(template -> new ChatTokenizer(model.tokenizer(), template));
    return row -> {
      Prompt prompt = prompt(row);
      ObjectNode columns = JsonValues.MAPPER.createObjectNode();
      int[] ids;
      try {
        ids =
            switch (prompt) {
              case Prompt.Text(String text, String _) -> {
                columns.put("prompt", text);
                yield model.tokenizer().ids(text, true);
              }
              case Prompt.Chat(var messages, String _, var options) -> {
                columns.set("prompt", JsonValues.MAPPER.valueToTree(messages));
                yield chat.orElseThrow().prompt(messages, options.tools(), options.kwargs());
              }
            };
      } catch (TemplateException e) {
        throw new MalformedRowException("the chat template: " + e.getMessage());
      }
      if (ids.length == 0) {
        throw new MalformedRowException("dataset.eval.generate: its prompt is empty");
      }
      columns.put("wanted", prompt.wanted());
      columns.set("row", JsonValues.MAPPER.valueToTree(row.columns()));
      return row(ids, columns.toString());
    };
  }

  private Prompt prompt(SourceRow row) throws MalformedRowException {
    return switch (rows) {
      case SftSplit sft ->
          Prompt.of(new SftRowParser(sft.shape(), sft.arguments().datasetTextField()).parse(row));
      case DpoSplit dpo ->
          Prompt.of(new PreferenceParser(dpo.conversational(), dpo.hasPrompt()).parse(row));
      case GrpoSplit _, PromptSplit _ -> throw new IllegalStateException("not prompts of " + rows);
    };
  }

  private static TokenRow row(int[] ids, String columns) {
    return new TokenRow(ids, new boolean[ids.length], new int[] {ids.length}, columns);
  }

  /** The end of a prompt says what is asked. */
  @Override
  public Optional<TokenRow> cut(TokenRow row) {
    int length = row.ids().length;
    return Optional.of(
        isCut(row)
            ? row(Arrays.copyOfRange(row.ids(), length - longest, length), row.columns())
            : row);
  }

  @Override
  public boolean isCut(TokenRow row) {
    return row.ids().length > longest;
  }

  @Override
  public Optional<Packing> packing() {
    return Optional.empty();
  }
}
