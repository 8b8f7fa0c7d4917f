package dev.rondo.rewards;

import java.util.List;

/**
 * The share of tags that stand in the completion exactly once, opened, closed and in the order of
 * the list; 1 for {@code <think>…</think><answer>…</answer>} with both named.
 *
 * @param names of the tags
 */
record Tags(List<String> names) implements SampleReward {
  @Override
  public double of(Sample sample) {
    String text = sample.completion();
    int right = 0;
    int end = 0;
    for (String name : names) {
      String opening = "<" + name + ">";
      String closing = "</" + name + ">";
      int from = text.indexOf(opening);
      int to = text.indexOf(closing);
      boolean once = from == text.lastIndexOf(opening) && to == text.lastIndexOf(closing);
      if (from >= end && to > from && once) {
        right++;
        end = to + closing.length();
      }
    }
    return (double) right / names.size();
  }
}
