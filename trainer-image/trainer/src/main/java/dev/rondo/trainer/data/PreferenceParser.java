package dev.rondo.trainer.data;

import java.util.List;
import java.util.Map;

/**
 * Turns columns into preferences.
 *
 * @param conversational whether completions are messages, as in the first row
 * @param hasPrompt whether there is a prompt column, as in the first row
 */
record PreferenceParser(boolean conversational, boolean hasPrompt) {
  /** The preference; all rows must be like the first one. */
  Preference parse(SourceRow row) throws MalformedRowException {
    Map<String, Object> columns = row.columns();
    return conversational ? chat(columns) : text(columns);
  }

  private Preference text(Map<String, Object> columns) throws MalformedRowException {
    String chosen = Columns.text(columns, "chosen");
    String rejected = Columns.text(columns, "rejected");
    if (hasPrompt) {
      return new Preference.Text(Columns.text(columns, "prompt"), chosen, rejected);
    }
    if (chosen.isEmpty() || rejected.isEmpty()) {
      throw new MalformedRowException(
          "columns chosen and rejected must not be empty where there is no column prompt");
    }
    int prompt = commonPrefix(chosen, rejected);
    return new Preference.Text(
        chosen.substring(0, prompt), chosen.substring(prompt), rejected.substring(prompt));
  }

  private Preference chat(Map<String, Object> columns) throws MalformedRowException {
    List<Map<String, Object>> chosen = Columns.messages(columns, "chosen");
    List<Map<String, Object>> rejected = Columns.messages(columns, "rejected");
    SftRow.ChatOptions options = Columns.options(columns);
    if (hasPrompt) {
      return new Preference.Chat(Columns.messages(columns, "prompt"), chosen, rejected, options);
    }
    int last = Math.min(chosen.size(), rejected.size()) - 1;
    int prompt = 0;
    while (prompt < last && chosen.get(prompt).equals(rejected.get(prompt))) {
      prompt++;
    }
    return new Preference.Chat(
        chosen.subList(0, prompt),
        chosen.subList(prompt, chosen.size()),
        rejected.subList(prompt, rejected.size()),
        options);
  }

  /**
   * TRL's extract_prompt, in characters as Python counts them: up to where the completions part, at
   * most to the last one of the shorter; a space right before goes to the completions.
   */
  private static int commonPrefix(String chosen, String rejected) {
    int last = Math.min(lastCharacter(chosen), lastCharacter(rejected));
    int at = 0;
    while (at < last && chosen.codePointAt(at) == rejected.codePointAt(at)) {
      at += Character.charCount(chosen.codePointAt(at));
    }
    boolean part = chosen.codePointAt(at) != rejected.codePointAt(at);
    return part && at > 0 && chosen.charAt(at - 1) == ' ' ? at - 1 : at;
  }

  private static int lastCharacter(String text) {
    return text.offsetByCodePoints(text.length(), -1);
  }
}
