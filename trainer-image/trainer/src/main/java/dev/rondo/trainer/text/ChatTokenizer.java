package dev.rondo.trainer.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Conversations in tokens: rendered by the chat template, tokenised without special tokens added.
 *
 * @param tokenizer the model's
 * @param template the model's chat template, or the run's own
 */
public record ChatTokenizer(ModelTokenizer tokenizer, ChatTemplate template) {
  /** The messages with the start of the assistant's turn. */
  public int[] prompt(List<Map<String, Object>> messages, Object tools, Map<String, Object> kwargs)
      throws TemplateException {
    return tokenizer.ids(template.render(messages, tools, kwargs, true).text(), false);
  }

  /** The whole conversation, and which of it the assistant wrote. */
  public MaskedTokens conversation(
      List<Map<String, Object>> messages,
      Object tools,
      Map<String, Object> kwargs,
      boolean markAssistant)
      throws TemplateException {
    RenderedText rendered = template.render(messages, tools, kwargs, false);
    if (!markAssistant) {
      return new MaskedTokens(tokenizer.ids(rendered.text(), false), Optional.empty());
    }
    Tokens tokens = tokenizer.tokens(rendered.text());
    boolean[] assistant = AssistantMask.of(tokens, rendered.generationSpans());
    return new MaskedTokens(tokens.ids(), Optional.of(assistant));
  }
}
