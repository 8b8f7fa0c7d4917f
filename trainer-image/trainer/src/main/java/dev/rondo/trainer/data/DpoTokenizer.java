package dev.rondo.trainer.data;

import dev.rondo.trainer.text.ChatTokenizer;
import dev.rondo.trainer.text.ModelTokenizer;
import dev.rondo.trainer.text.TemplateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens and completions of pairs, as TRL's DPOTrainer makes them before truncation. */
final class DpoTokenizer implements RowTokenizer {
  private final PreferenceParser parser;
  private final ModelTokenizer tokenizer;
  private final Optional<ChatTokenizer> chat;
  private final String eos;
  private long ties;

  /**
   * Makes pairs.
   *
   * @param chat renders conversations, if the model or the run has a chat template
   * @param eos what ends plain completions that do not end with it
   */
  DpoTokenizer(
      PreferenceParser parser, ModelTokenizer tokenizer, Optional<ChatTokenizer> chat, String eos) {
    this.parser = parser;
    this.tokenizer = tokenizer;
    this.chat = chat;
    this.eos = eos;
  }

  @Override
  public TokenRow tokenise(SourceRow row) throws MalformedRowException {
    Preference preference = parser.parse(row);
    ties += preference.isTie() ? 1 : 0;
    try {
      return switch (preference) {
        case Preference.Text(String prompt, String chosen, String rejected) ->
            pair(
                tokenizer.ids(prompt, true),
                tokenizer.ids(prompt + withEos(chosen), true),
                tokenizer.ids(prompt + withEos(rejected), true));
        case Preference.Chat(var prompt, var chosen, var rejected, var options) ->
            pair(
                chat.orElseThrow().prompt(prompt, options.tools(), options.kwargs()),
                tokens(prompt, chosen, options),
                tokens(prompt, rejected, options));
      };
    } catch (TemplateException e) {
      throw new MalformedRowException("the chat template: " + e.getMessage());
    }
  }

  @Override
  public List<String> warnings() {
    return ties == 0
        ? List.of()
        : List.of("in %d rows chosen equals rejected: nothing is learnt from them".formatted(ties));
  }

  /** Tokens of the prompt that both sequences of a pair begin with. */
  static int promptTokens(TokenRow pair) {
    int at = 0;
    while (at < pair.lengths()[0] && !pair.trained()[at]) {
      at++;
    }
    return at;
  }

  private int[] tokens(
      List<Map<String, Object>> prompt,
      List<Map<String, Object>> completion,
      SftRow.ChatOptions options)
      throws TemplateException {
    List<Map<String, Object>> messages = new ArrayList<>(prompt);
    messages.addAll(completion);
    return chat.orElseThrow()
        .conversation(messages, options.tools(), options.kwargs(), false)
        .ids();
  }

  private String withEos(String text) {
    return text.endsWith(eos) ? text : text + eos;
  }

  /** The completions begin where the prompt, alone, parts from one of them. */
  private static TokenRow pair(int[] prompt, int[] chosen, int[] rejected) {
    int length =
        Math.min(
            SftTokenizer.commonPrefix(prompt, chosen), SftTokenizer.commonPrefix(prompt, rejected));
    return RowSlice.join(List.of(sequence(chosen, length), sequence(rejected, length)));
  }

  private static TokenRow sequence(int[] ids, int promptTokens) {
    boolean[] completion = new boolean[ids.length];
    Arrays.fill(completion, promptTokens, ids.length, true);
    return TokenRow.of(ids, completion);
  }
}
