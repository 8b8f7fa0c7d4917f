package dev.rondo.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.text.ChatTokenizer;
import dev.rondo.trainer.text.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A split as TRL's GRPOTrainer reads it: prompts, and all columns for the rewards.
 *
 * @param isConversational whether prompts are lists of messages
 */
record GrpoSplit(boolean isConversational) implements SplitRows {
  static GrpoSplit of(Map<String, Object> columns) throws MalformedRowException {
    if (!columns.containsKey("prompt")) {
      throw new MalformedRowException(
          "needs the column prompt; it has %s. Make it with dataset.format"
              .formatted(String.join(", ", columns.keySet())));
    }
    return new GrpoSplit(columns.get("prompt") instanceof List);
  }

  @Override
  public List<Problem> problems(String split, ModelText model) {
    return model.problems(split, isConversational);
  }

  @Override
  public List<String> warnings(String split) {
    return List.of();
  }

  @Override
  public void describe(ObjectNode inputs) {
    inputs.put("trainer", "GRPO");
    inputs.put("conversational", isConversational);
  }

  @Override
  public RowTokenizer tokenizer(ModelText model) {
    Optional<ChatTokenizer> chat =
        model.template().map(template -> new ChatTokenizer(model.tokenizer(), template));
    return row -> {
      int[] ids = ids(row, model, chat);
      return new TokenRow(ids, new boolean[ids.length], new int[] {ids.length}, json(row));
    };
  }

  private int[] ids(SourceRow row, ModelText model, Optional<ChatTokenizer> chat)
      throws MalformedRowException {
    Object prompt = row.columns().get("prompt");
    if (!isConversational) {
      if (!(prompt instanceof String text) || text.isEmpty()) {
        throw new MalformedRowException("column prompt must be a string, as in the first row");
      }
      return model.tokenizer().ids(text, true);
    }
    List<Map<String, Object>> messages = Columns.messages(row.columns(), "prompt");
    try {
      return chat.orElseThrow().prompt(messages, null, Map.of());
    } catch (TemplateException e) {
      throw new MalformedRowException("the chat template: " + e.getMessage());
    }
  }

  private static String json(SourceRow row) {
    try {
      return JsonValues.MAPPER.writeValueAsString(row.columns());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public Optional<TokenRow> cut(TokenRow row) {
    return Optional.of(row);
  }

  @Override
  public boolean isCut(TokenRow row) {
    return false;
  }

  @Override
  public Optional<Packing> packing() {
    return Optional.empty();
  }
}
