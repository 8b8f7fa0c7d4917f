package dev.rondo.cli.command;

import dev.rondo.cli.store.TurnRecord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What taking turns cost. */
final class SwapShare {
  private static final double MILLIS = 1e3;

  private SwapShare() {}

  /** A line on the share of the turns' time that swapping took; none without turns. */
  static Optional<String> of(List<TurnRecord> turns) {
    double all =
        turns.stream()
            .flatMap(turn -> turn.end().map(end -> Duration.between(turn.start(), end)).stream())
            .mapToDouble(time -> time.toMillis() / MILLIS)
            .sum();
    if (all <= 0) {
      return Optional.empty();
    }
    double swap = turns.stream().mapToDouble(TurnRecord::swapSeconds).sum();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d turns took %.1f s; swapping runs took %.2f s of it (%.2f %%)",
            turns.size(),
            all,
            swap,
            100 * swap / all));
  }
}
