package dev.rondo.trainer.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AssistantMaskTest {
  /** Tokens {@code ab|cd|ef|gh}. */
  private static final Tokens TOKENS =
      new Tokens(new int[4], new int[] {0, 2, 4, 6}, new int[] {2, 4, 6, 8});

  @Test
  void everyTokenThatABlockTouchesIsTheAssistants() {
    assertArrayEquals(
        new boolean[] {false, true, true, false}, AssistantMask.of(TOKENS, spans(3, 5)));
  }

  @Test
  void twoBlocksAreBothMarked() {
    assertArrayEquals(
        new boolean[] {true, true, false, true}, AssistantMask.of(TOKENS, spans(0, 4, 6, 8)));
  }

  @Test
  void aBlockThatEndsInTheFirstTokenRunsToTheEnd() {
    assertArrayEquals(
        new boolean[] {true, true, true, true}, AssistantMask.of(TOKENS, spans(0, 1)));
  }

  @Test
  void aBlockBehindTheTokensEndsTheSearch() {
    assertArrayEquals(
        new boolean[] {false, false, false, false}, AssistantMask.of(TOKENS, spans(9, 12, 0, 4)));
  }

  private static List<int[]> spans(int... bounds) {
    return java.util.stream.IntStream.range(0, bounds.length / 2)
        .mapToObj(i -> new int[] {bounds[2 * i], bounds[2 * i + 1]})
        .toList();
  }
}
