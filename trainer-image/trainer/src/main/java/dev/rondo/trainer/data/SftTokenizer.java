package dev.rondo.trainer.data;

import dev.rondo.trainer.text.ChatTokenizer;
import dev.rondo.trainer.text.MaskedTokens;
import dev.rondo.trainer.text.ModelTokenizer;
import dev.rondo.trainer.text.TemplateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens and labels of rows, as TRL's SFTTrainer makes them before truncation. A first token may
 * still be labelled here; packing tells where sequences begin.
 *
 * @param tokenizer the model's
 * @param chat renders conversations, if the model or the run has a chat template
 * @param appendedEos what ends plain text and completions that do not end with it; empty: nothing
 * @param completionOnly completion_only_loss, resolved
 * @param assistantOnly assistant_only_loss
 */
record SftTokenizer(
    ModelTokenizer tokenizer,
    Optional<ChatTokenizer> chat,
    Optional<String> appendedEos,
    boolean completionOnly,
    boolean assistantOnly) {
  /** The row in tokens. */
  TokenRow tokenise(SftRow row) throws MalformedRowException {
    try {
      return switch (row) {
        case SftRow.Text text -> labelled(tokenizer.ids(withEos(text.text()), true), 0);
        case SftRow.PromptCompletion plain -> {
          int[] prompt = tokenizer.ids(plain.prompt(), true);
          int[] all = tokenizer.ids(plain.prompt() + withEos(plain.completion()), true);
          yield labelled(all, commonPrefix(prompt, all));
        }
        case SftRow.Messages conversation -> {
          MaskedTokens all = tokens(conversation.messages(), conversation.options());
          yield masked(labelled(all.ids(), 0), all);
        }
        case SftRow.ChatPromptCompletion(var prompt, var completion, var options) -> {
          int[] start = chat.orElseThrow().prompt(prompt, options.tools(), options.kwargs());
          List<Map<String, Object>> messages = new ArrayList<>(prompt);
          messages.addAll(completion);
          MaskedTokens all = tokens(messages, options);
          yield masked(labelled(all.ids(), commonPrefix(start, all.ids())), all);
        }
      };
    } catch (TemplateException e) {
      throw new MalformedRowException("the chat template: " + e.getMessage());
    }
  }

  private MaskedTokens tokens(List<Map<String, Object>> messages, SftRow.ChatOptions options)
      throws TemplateException {
    return chat.orElseThrow()
        .conversation(messages, options.tools(), options.kwargs(), assistantOnly);
  }

  private String withEos(String text) {
    String eos = appendedEos.orElse("");
    return text.endsWith(eos) ? text : text + eos;
  }

  private TokenRow labelled(int[] ids, int promptTokens) {
    boolean[] labelled = new boolean[ids.length];
    Arrays.fill(labelled, completionOnly ? promptTokens : 0, ids.length, true);
    return TokenRow.of(ids, labelled);
  }

  private static TokenRow masked(TokenRow row, MaskedTokens tokens) throws MalformedRowException {
    if (tokens.assistant().isEmpty()) {
      return row;
    }
    boolean any = false;
    boolean[] both = row.trained().clone();
    boolean[] assistant = tokens.assistant().get();
    for (int i = 0; i < both.length; i++) {
      any |= assistant[i];
      both[i] &= assistant[i];
    }
    if (!any) {
      throw new MalformedRowException(
          "assistant_only_loss trains nothing of this row: the chat template marks no assistant"
              + " text in it with {% generation %}");
    }
    return TokenRow.of(row.ids(), both);
  }

  /** TRL's common_prefix_length: where prompt and prompt + completion part ways. */
  static int commonPrefix(int[] prompt, int[] all) {
    int at = Arrays.mismatch(prompt, all);
    return at < 0 ? prompt.length : at;
  }
}
