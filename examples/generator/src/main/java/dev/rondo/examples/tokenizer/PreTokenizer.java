package dev.rondo.examples.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Cuts text into words that merges never cross, each digit alone, as Qwen2's tokenizer does; then
 * writes a word's bytes as one printable character each, as GPT-2's {@code bytes_to_unicode} does.
 */
final class PreTokenizer {
  /** Where words end; understood alike by Java and by the tokenizers library. */
  static final String WORDS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private static final Pattern PATTERN = Pattern.compile(WORDS, Pattern.UNICODE_CHARACTER_CLASS);
  private static final int BYTES = 256;

  private PreTokenizer() {}

  /** The words of a text, byte for byte. */
  static List<String> words(String text) {
    return PATTERN
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(PreTokenizer::bytes)
        .toList();
  }

  private static String bytes(String word) {
    StringBuilder printable = new StringBuilder();
    for (byte value : word.getBytes(StandardCharsets.UTF_8)) {
      printable.append(character(Byte.toUnsignedInt(value)));
    }
    return printable.toString();
  }

  /** The characters of all bytes, sorted. */
  static List<String> alphabet() {
    List<String> characters = new ArrayList<>();
    for (int value = 0; value < BYTES; value++) {
      characters.add(Character.toString(character(value)));
    }
    characters.sort(null);
    return characters;
  }

  private static char character(int value) {
    if (isPrintable(value)) {
      return (char) value;
    }
    int before = 0;
    for (int other = 0; other < value; other++) {
      before += isPrintable(other) ? 0 : 1;
    }
    return (char) (BYTES + before);
  }

  private static boolean isPrintable(int value) {
    return (value >= '!' && value <= '~')
        || (value >= 0xA1 && value <= 0xAC)
        || (value >= 0xAE && value <= 0xFF);
  }
}
