package dev.rondo.trainer.data;

import java.util.List;
import java.util.Map;

/** A row in one of the shapes that TRL's SFTTrainer takes. */
sealed interface SftRow {
  /** Plain text, all of it trained. */
  record Text(String text) implements SftRow {
    /** Why it is not completed. */
    static final String NO_PROMPT =
        "dataset.eval.generate needs rows with a prompt (prompt and completion, or messages); these"
            + " have text alone";
  }

  /** A prompt and what completes it. */
  record PromptCompletion(String prompt, String completion) implements SftRow {}

  /** A conversation. */
  record Messages(List<Map<String, Object>> messages, ChatOptions options) implements SftRow {}

  /** A conversation in two parts. */
  record ChatPromptCompletion(
      List<Map<String, Object>> prompt, List<Map<String, Object>> completion, ChatOptions options)
      implements SftRow {}

  /**
   * What a row tells its chat template besides the messages.
   *
   * @param tools JSON schemas, or null
   * @param kwargs chat_template_kwargs
   */
  record ChatOptions(Object tools, Map<String, Object> kwargs) {}
}
