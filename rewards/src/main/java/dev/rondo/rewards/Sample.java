package dev.rondo.rewards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A completion that is rewarded.
 *
 * @param prompt as the row has it: a text or a list of messages
 * @param completion its text, special tokens left out
 * @param tokens its length, the end token included
 * @param ended whether it has an end token; else it was cut
 * @param row all columns of its row
 */
public record Sample(
    JsonNode prompt, String completion, int tokens, boolean ended, ObjectNode row) {
  /** The prompt as one text: of a list of messages, the last one's content. */
  public String promptText() {
    return prompt.isArray() && !prompt.isEmpty()
        ? prompt.get(prompt.size() - 1).path("content").asText()
        : prompt.asText();
  }

  /** A column of the row as text; empty where the row has none. */
  public String column(String name) {
    JsonNode value = row.path(name);
    return value.isContainerNode() ? value.toString() : value.asText();
  }
}
