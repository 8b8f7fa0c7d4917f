package dev.rondo.trainer.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.trainer.config.Problem;
import dev.rondo.trainer.text.ChatTokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A split as TRL's DPOTrainer prepares it. A pair is one row of two sequences: the prompt with the
 * chosen completion, then the prompt with the rejected one.
 *
 * @param arguments of DPOConfig
 * @param conversational whether completions are messages
 * @param hasPrompt whether there is a prompt column; else it is what both completions begin with
 */
record DpoSplit(DpoArguments arguments, boolean conversational, boolean hasPrompt)
    implements SplitRows {
  static DpoSplit of(DpoArguments arguments, Map<String, Object> columns)
      throws MalformedRowException {
    if (!columns.containsKey("chosen") || !columns.containsKey("rejected")) {
      throw new MalformedRowException(
          "needs the columns chosen and rejected, and prompt where they do not begin with it; it has %s. Make them with dataset.format"
              .formatted(String.join(", ", columns.keySet())));
    }
    return new DpoSplit(
        arguments, columns.get("chosen") instanceof List, columns.containsKey("prompt"));
  }

  @Override
  public boolean isConversational() {
    return conversational;
  }

  @Override
  public List<Problem> problems(String split, ModelText model) {
    return model.problems(split, conversational);
  }

  @Override
  public List<String> warnings(String split) {
    return List.of();
  }

  @Override
  public void describe(ObjectNode inputs) {
    inputs.put("trainer", "DPO");
    inputs.put("conversational", conversational);
    inputs.put("prompt_column", hasPrompt);
    inputs.put("truncation_mode", arguments.truncation().name());
  }

  @Override
  public RowTokenizer tokenizer(ModelText model) {
    return new DpoTokenizer(
        new PreferenceParser(conversational, hasPrompt),
        model.tokenizer(),
        model.template().map(template -> new ChatTokenizer(model.tokenizer(), template)),
        model.specialTokens().eos().orElse(""));
  }

  @Override
  public boolean isCut(TokenRow pair) {
    return Arrays.stream(pair.lengths()).anyMatch(length -> length > maxLength());
  }

  /** TRL drops a pair whose prompt alone fills max_length, and cuts each sequence of the others. */
  @Override
  public Optional<TokenRow> cut(TokenRow pair) {
    boolean keepsStart = arguments.truncation() == Truncation.KEEP_START;
    if (keepsStart && DpoTokenizer.promptTokens(pair) >= maxLength()) {
      return Optional.empty();
    }
    int first = pair.lengths()[0];
    TokenRow chosen = cut(pair, 0, first, keepsStart);
    TokenRow rejected = cut(pair, first, pair.ids().length, keepsStart);
    return Optional.of(RowSlice.join(List.of(chosen, rejected)));
  }

  @Override
  public Optional<Packing> packing() {
    return Optional.empty();
  }

  private TokenRow cut(TokenRow pair, int from, int to, boolean keepsStart) {
    int length = Math.min(to - from, maxLength());
    return keepsStart ? RowSlice.of(pair, from, from + length) : RowSlice.of(pair, to - length, to);
  }

  private int maxLength() {
    return arguments.maxLength().orElse(Integer.MAX_VALUE);
  }
}
