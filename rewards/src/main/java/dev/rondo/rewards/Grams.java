package dev.rondo.rewards;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each sequence of so many tokens stands in a text. */
record Grams(Map<List<String>, Integer> counts, int total) {
  static Grams of(List<String> tokens, int order) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int i = 0; i + order <= tokens.size(); i++) {
      counts.merge(List.copyOf(tokens.subList(i, i + order)), 1, Integer::sum);
    }
    return new Grams(counts, Math.max(0, tokens.size() - order + 1));
  }

  /** How many both have, each as often as the one that has it less often. */
  long common(Grams other) {
    return counts.entrySet().stream()
        .mapToLong(gram -> Math.min(gram.getValue(), other.counts.getOrDefault(gram.getKey(), 0)))
        .sum();
  }
}
