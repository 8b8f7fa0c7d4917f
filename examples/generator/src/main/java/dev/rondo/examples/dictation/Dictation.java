package dev.rondo.examples.dictation;

import dev.rondo.examples.text.Draw;
import dev.rondo.examples.text.Facts;
import dev.rondo.examples.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Requests to repeat words that do not belong together. They teach a small model to copy from the
 * question, and that any word may follow any other.
 */
public final class Dictation {
  private static final int FEWEST = 2;
  private static final int MOST = 12;
  private static final double IS_WORD = 0.7;
  private static final int MOST_DIGITS = 5;
  private static final int LETTERS = 26;
  private static final List<String> REQUESTS =
      List.of("Please repeat: %s", "Say this again: %s", "Read this back to me: %s", "Repeat %s");

  private final Draw draw;
  private final List<String> words;

  /**
   * Dictations that follow from the stream of choices.
   *
   * @param phrases whose words are dictated
   */
  public Dictation(Draw draw, Stream<String> phrases) {
    this.draw = draw;
    this.words = phrases.flatMap(phrase -> Stream.of(phrase.split(" "))).distinct().toList();
  }

  /** A request and the reply, word for word. */
  public List<Message> exchange() {
    Facts facts = Facts.draw(draw);
    List<String> items = new ArrayList<>();
    int count = draw.between(FEWEST, MOST);
    while (items.size() < count) {
      items.add(draw.chance(IS_WORD) ? facts.fill(draw.one(words)) : code());
    }
    String text = String.join(" ", items);
    return List.of(
        Message.user(String.format(Locale.ROOT, draw.one(REQUESTS), text)),
        Message.assistant(text));
  }

  /** Letters, digits, or both, as in {@code KXD-204}. */
  private String code() {
    StringBuilder code = new StringBuilder();
    if (draw.chance(0.5)) {
      for (int i = 0; i < 3; i++) {
        code.append((char) ('A' + draw.between(0, LETTERS - 1)));
      }
      code.append('-');
    }
    int digits = draw.between(1, MOST_DIGITS);
    for (int i = 0; i < digits; i++) {
      code.append(draw.between(0, 9));
    }
    return code.toString();
  }
}
