package dev.rondo.cli.plot;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.TurnRecord;
import dev.rondo.cli.table.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How well the slots were used.
 *
 * @param span from the first turn's start to the last one's end
 * @param busy share of slots times span in which a run trained, 0 to 1
 * @param swap share of the turns' time that swapping cost, 0 to 1
 */
record SlotUse(Duration span, double busy, double swap) {
  /** Over the turns that have ended. */
  static SlotUse of(ExperimentView view) {
    List<TurnRecord> ended = view.turns().stream().filter(turn -> turn.end().isPresent()).toList();
    if (ended.isEmpty()) {
      return new SlotUse(Duration.ZERO, 0, 0);
    }
    Instant last =
        ended.stream().map(turn -> turn.end().orElseThrow()).max(Instant::compareTo).orElseThrow();
    Duration span = Duration.between(view.turns().getFirst().start(), last);
    double held = ended.stream().mapToLong(turn -> turn.length().toMillis()).sum() / 1000.0;
    double swapped = ended.stream().mapToDouble(TurnRecord::swapSeconds).sum();
    double available = span.toMillis() / 1000.0 * view.slots();
    return new SlotUse(span, available > 0 ? held / available : 0, held > 0 ? swapped / held : 0);
  }

  /** One sentence for people. */
  String sentence(int turns) {
    return turns == 0
        ? "No turn has ended yet."
        : String.format(
            Locale.ROOT,
            "%d turns in %s; slots busy %.1f %% of the time; swapping cost %.2f %% of it.",
            turns,
            DurationText.of(span),
            100 * busy,
            100 * swap);
  }
}
