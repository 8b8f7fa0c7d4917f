package dev.rondo.examples.arithmetic;

import dev.rondo.examples.text.Draw;
import java.util.List;

/**
 * A small calculation in words.
 *
 * @param question as people ask it
 * @param said what it calculates, as a reply repeats it
 * @param answer its result, never negative
 */
public record Sum(String question, String said, int answer) {
  private static final double ADDS = 0.7;
  private static final double EASY = 0.6;
  private static final int EASY_LIMIT = 10;
  private static final int LIMIT = 20;
  private static final List<String> QUESTIONS =
      List.of(
          "What is %s?", "How much is %s?", "Can you tell me what %s is?", "Please calculate %s.");

  /** Draws an addition or a subtraction. */
  public static Sum draw(Draw draw) {
    int limit = draw.chance(EASY) ? EASY_LIMIT : LIMIT;
    int first = draw.between(0, limit);
    int second = draw.between(0, limit);
    String question = draw.one(QUESTIONS);
    if (draw.chance(ADDS)) {
      return of(question, first + " plus " + second, first + second);
    }
    int larger = Math.max(first, second);
    int smaller = Math.min(first, second);
    return of(question, larger + " minus " + smaller, larger - smaller);
  }

  private static Sum of(String question, String said, int answer) {
    return new Sum(question.formatted(said), said, answer);
  }
}
