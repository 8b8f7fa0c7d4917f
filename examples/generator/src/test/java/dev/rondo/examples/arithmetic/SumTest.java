package dev.rondo.examples.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.examples.text.Draw;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SumTest {
  private static final Pattern LAST_NUMBER = Pattern.compile("(\\d+)\\D*$");

  @Property(tries = 200)
  void theAnswerIsWhatIsAskedForAndNeverNegative(@ForAll long seed) {
    Sum sum = Sum.draw(new Draw(seed, "sum"));
    String[] said = sum.said().split(" ", -1);
    int first = Integer.parseInt(said[0]);
    int second = Integer.parseInt(said[2]);
    assertEquals(said[1].equals("plus") ? first + second : first - second, sum.answer());
    assertTrue(sum.answer() >= 0);
    assertTrue(sum.question().contains(sum.said()));
  }

  @Test
  void theMostCommonReplyIsRightButManyAreNot() {
    Draw draw = new Draw(7, "replies");
    SumReplies replies = new SumReplies(draw);
    int count = 2000;
    int right = 0;
    for (int i = 0; i < count; i++) {
      Sum sum = Sum.draw(draw);
      Matcher number = LAST_NUMBER.matcher(replies.reply(sum));
      assertTrue(number.find());
      right += Integer.parseInt(number.group(1)) == sum.answer() ? 1 : 0;
    }
    assertEquals(0.6, (double) right / count, 0.05);
  }
}
