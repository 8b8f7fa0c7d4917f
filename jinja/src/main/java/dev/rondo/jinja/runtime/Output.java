package dev.rondo.jinja.runtime;

import java.util.ArrayList;
import java.util.List;

/** What one rendering has written so far. */
final class Output {
  private final StringBuilder text = new StringBuilder();
  private final List<int[]> generationSpans = new ArrayList<>();

  StringBuilder text() {
    return text;
  }

  /**
   * Marks what an assistant writes. Its start is the length of the whole output, also inside a
   * macro or a set block, as Transformers has it.
   */
  void generated(int length) {
    generationSpans.add(new int[] {text.length(), text.length() + length});
  }

  List<int[]> generationSpans() {
    return List.copyOf(generationSpans);
  }
}
