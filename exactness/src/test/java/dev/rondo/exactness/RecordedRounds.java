package dev.rondo.exactness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Rounds to replay: random completions in a random order.
 *
 * @param directory where they are written
 */
record RecordedRounds(Path directory) {
  private static final int ROUNDS = 40;
  private static final int TOKENS = 200;

  /** Rounds of so many completions; the same ones each time. */
  Path write(int completions) {
    Random random = new Random(completions);
    List<String> lines = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Integer> order = new ArrayList<>();
      List<String> replies = new ArrayList<>();
      for (int i = 0; i < completions; i++) {
        order.add(random.nextInt(i + 1), i);
        replies.add(
            "{\"row\": %d, \"ids\": %s, \"ended\": %s}"
                .formatted(i / 2, ids(random), random.nextBoolean()));
      }
      lines.add(
          "{\"round\": %d, \"completions\": [%s], \"order\": %s}"
              .formatted(round, String.join(", ", replies), order));
    }
    Path file = directory.resolve("rounds-%d.jsonl".formatted(completions));
    try {
      return Files.write(file, lines);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String ids(Random random) {
    return random
        .ints(1 + random.nextInt(5), 0, TOKENS)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
