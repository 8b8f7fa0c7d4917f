package dev.rondo.trainer.text;

import java.util.Arrays;
import java.util.List;

/**
 * Which tokens an assistant wrote, as Transformers' {@code return_assistant_tokens_mask} tells it.
 */
final class AssistantMask {
  private AssistantMask() {}

  /**
   * The mask of a rendered conversation.
   *
   * @param spans {@code [start, end)} of each generation block, in UTF-16 units of the text
   */
  static boolean[] of(Tokens tokens, List<int[]> spans) {
    boolean[] mask = new boolean[tokens.ids().length];
    for (int[] span : spans) {
      int first = tokenAt(tokens, span[0]);
      if (first < 0) {
        break;
      }
      // A last token that is missing or the very first trains to the end, as in Transformers.
      int last = tokenAt(tokens, span[1] - 1);
      Arrays.fill(mask, first, Math.max(first, last > 0 ? last + 1 : mask.length), true);
    }
    return mask;
  }

  /** The first token that covers this character, or -1. */
  private static int tokenAt(Tokens tokens, int position) {
    for (int i = 0; i < tokens.ids().length; i++) {
      if (tokens.starts()[i] <= position && position < tokens.ends()[i]) {
        return i;
      }
    }
    return -1;
  }
}
