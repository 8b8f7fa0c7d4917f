package dev.rondo.trainer.data;

import java.util.List;
import java.util.Map;

/** A prompt with a completion that was chosen and one that was rejected. */
sealed interface Preference {
  /** Whether both completions are the same, so that nothing can be learnt. */
  boolean isTie();

  /** In plain text. */
  record Text(String prompt, String chosen, String rejected) implements Preference {
    @Override
    public boolean isTie() {
      return chosen.equals(rejected);
    }
  }

  /** In messages. */
  record Chat(
      List<Map<String, Object>> prompt,
      List<Map<String, Object>> chosen,
      List<Map<String, Object>> rejected,
      SftRow.ChatOptions options)
      implements Preference {
    @Override
    public boolean isTie() {
      return chosen.equals(rejected);
    }
  }
}
