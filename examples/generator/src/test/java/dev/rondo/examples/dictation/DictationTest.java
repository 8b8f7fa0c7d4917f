package dev.rondo.examples.dictation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.examples.text.Draw;
import dev.rondo.examples.text.Message;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DictationTest {
  private final Dictation dictation =
      new Dictation(
          new Draw(7, "dictation"), Stream.of("Where is my {product}?", "I do not know."));

  @Test
  void theReplyIsTheEndOfTheRequestWordForWord() {
    for (int i = 0; i < 200; i++) {
      List<Message> exchange = dictation.exchange();
      assertEquals(2, exchange.size());
      assertTrue(exchange.getFirst().content().endsWith(" " + exchange.getLast().content()));
    }
  }

  @Test
  void noPlaceholderIsLeft() {
    for (int i = 0; i < 200; i++) {
      assertTrue(dictation.exchange().stream().noneMatch(turn -> turn.content().contains("{")));
    }
  }
}
