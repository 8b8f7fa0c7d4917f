package dev.rondo.examples.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Byte-pair encoding learnt from text: the most frequent pair of neighbours is merged, again and
 * again (Sennrich et al., 2016). Ties go to the pair that sorts first.
 *
 * @param vocabulary tokens by id
 * @param merges pairs in the order in which they are merged
 */
record Bpe(List<String> vocabulary, List<Pair> merges) {
  /** Two neighbouring tokens. */
  record Pair(String left, String right) {
    String merged() {
      return left + right;
    }
  }

  private static final class Word {
    private final long count;
    private List<String> tokens;

    private Word(String text, long count) {
      this.count = count;
      this.tokens = text.chars().mapToObj(Character::toString).toList();
    }

    private void merge(Pair pair) {
      List<String> merged = new ArrayList<>();
      for (int i = 0; i < tokens.size(); i++) {
        boolean found =
            i + 1 < tokens.size()
                && tokens.get(i).equals(pair.left())
                && tokens.get(i + 1).equals(pair.right());
        merged.add(found ? pair.merged() : tokens.get(i));
        i += found ? 1 : 0;
      }
      tokens = merged;
    }
  }

  /**
   * Learns merges until the vocabulary is full or no pair is left.
   *
   * @param texts the corpus
   * @param size of the vocabulary, special tokens not counted
   */
  static Bpe train(Stream<String> texts, int size) {
    Map<String, Long> counts = new HashMap<>();
    texts
        .flatMap(text -> PreTokenizer.words(text).stream())
        .forEach(word -> counts.merge(word, 1L, Long::sum));
    List<Word> words =
        counts.entrySet().stream()
            .map(entry -> new Word(entry.getKey(), entry.getValue()))
            .toList();
    List<String> vocabulary = new ArrayList<>(PreTokenizer.alphabet());
    List<Pair> merges = new ArrayList<>();
    while (vocabulary.size() < size) {
      Map<Pair, Long> pairs = pairs(words);
      if (pairs.isEmpty()) {
        break;
      }
      Pair best =
          pairs.entrySet().stream()
              .min(
                  Map.Entry.<Pair, Long>comparingByValue(Comparator.reverseOrder())
                      .thenComparing(entry -> entry.getKey().left())
                      .thenComparing(entry -> entry.getKey().right()))
              .orElseThrow()
              .getKey();
      merges.add(best);
      vocabulary.add(best.merged());
      words.forEach(word -> word.merge(best));
    }
    return new Bpe(List.copyOf(vocabulary), List.copyOf(merges));
  }

  private static Map<Pair, Long> pairs(List<Word> words) {
    Map<Pair, Long> pairs = new HashMap<>();
    for (Word word : words) {
      for (int i = 0; i + 1 < word.tokens.size(); i++) {
        pairs.merge(new Pair(word.tokens.get(i), word.tokens.get(i + 1)), word.count, Long::sum);
      }
    }
    return pairs;
  }
}
