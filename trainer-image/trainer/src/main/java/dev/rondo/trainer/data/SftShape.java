package dev.rondo.trainer.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of TRL's shapes a data set has. Its first row decides, as in SFTTrainer; the others must be
 * like it.
 */
enum SftShape {
  TEXT,
  PROMPT_COMPLETION,
  MESSAGES,
  CHAT_PROMPT_COMPLETION;

  /** The shape of a row with these columns, if it has one. */
  static Optional<SftShape> of(Map<String, Object> columns, String textField) {
    if (columns.containsKey("prompt") && columns.containsKey("completion")) {
      boolean chat = isConversation(columns.get("prompt"));
      return Optional.of(chat ? CHAT_PROMPT_COMPLETION : PROMPT_COMPLETION);
    }
    if (columns.containsKey("prompt")) {
      return Optional.empty();
    }
    if (isConversation(columns.get("messages")) || isConversation(columns.get("conversations"))) {
      return Optional.of(MESSAGES);
    }
    return columns.containsKey(textField) ? Optional.of(TEXT) : Optional.empty();
  }

  /** Whether rows are conversations, so that the chat template ends the turn, not an EOS token. */
  boolean isConversational() {
    return this == MESSAGES || this == CHAT_PROMPT_COMPLETION;
  }

  /** Whether rows have a prompt that completion_only_loss leaves untrained. */
  boolean hasCompletion() {
    return this == PROMPT_COMPLETION || this == CHAT_PROMPT_COMPLETION;
  }

  private static boolean isConversation(Object value) {
    return value instanceof List<?> list
        && !list.isEmpty()
        && list.getFirst() instanceof Map<?, ?> message
        && (message.containsKey("role") || message.containsKey("from"));
  }
}
