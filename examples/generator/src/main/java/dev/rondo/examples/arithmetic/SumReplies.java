package dev.rondo.examples.arithmetic;

import dev.rondo.examples.text.Draw;
import java.util.List;

/**
 * Replies to sums as the pretraining corpus has them: the most likely one is right, but many are
 * wrong, so that sampling from the model succeeds in part and rewards have something to teach.
 */
public final class SumReplies {
  private static final double RIGHT = 0.6;
  private static final int FURTHEST = 5;
  private static final List<String> FORMS = List.of("%2$d", "%1$s is %2$d.", "The answer is %2$d.");

  private final Draw draw;

  /** Replies that follow from the stream of choices. */
  public SumReplies(Draw draw) {
    this.draw = draw;
  }

  /** A right reply, or one that is off by a little. */
  public String reply(Sum sum) {
    int answer = sum.answer();
    if (!draw.chance(RIGHT)) {
      int off = draw.between(1, FURTHEST);
      answer = draw.chance(0.5) && answer >= off ? answer - off : answer + off;
    }
    return draw.one(FORMS).formatted(sum.said(), answer);
  }
}
