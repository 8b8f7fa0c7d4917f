package dev.rondo.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;

/** A prompt with the completion that is wanted of it. */
sealed interface Prompt {
  /** The completion's text. */
  String wanted();

  /** In plain text. */
  record Text(String prompt, String wanted) implements Prompt {}

  /** In messages, the last of which is not the assistant's. */
  record Chat(List<Map<String, Object>> prompt, String wanted, SftRow.ChatOptions options)
      implements Prompt {}

  /** Of a row of SFT. */
  static Prompt of(SftRow row) throws MalformedRowException {
    return switch (row) {
      case SftRow.Text _ -> throw new MalformedRowException(SftRow.Text.NO_PROMPT);
      case SftRow.PromptCompletion(String prompt, String completion) ->
          new Text(prompt, completion);
      case SftRow.ChatPromptCompletion(var prompt, var completion, var options) ->
          new Chat(prompt, content(completion.getFirst()), options);
      case SftRow.Messages(var messages, var options) -> {
        int last = messages.size() - 1;
        while (last >= 0 && !"assistant".equals(messages.get(last).get("role"))) {
          last--;
        }
        if (last < 1) {
          throw new MalformedRowException(
              "dataset.eval.generate needs a message of the assistant that answers another one");
        }
        yield new Chat(messages.subList(0, last), content(messages.get(last)), options);
      }
    };
  }

  /** Of a row of DPO: the chosen completion is wanted. */
  static Prompt of(Preference row) {
    return switch (row) {
      case Preference.Text(String prompt, String chosen, String _) -> new Text(prompt, chosen);
      case Preference.Chat(var prompt, var chosen, var _, var options) ->
          new Chat(prompt, content(chosen.getFirst()), options);
    };
  }

  private static String content(Map<String, Object> message) {
    try {
      return message.get("content") instanceof String text
          ? text
          : JsonValues.MAPPER.writeValueAsString(message.get("content"));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
