package dev.rondo.core.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Longest remaining first: a run whose own work would outlast every slot's even share decides when
 * all is done, so it must not wait.
 */
final class Tail implements Rule {
  private static final double ROUNDING = 1e-9;

  @Override
  public Optional<Choice> choose(List<RunView> candidates, Situation situation) {
    RunView longest = candidates.getFirst();
    for (RunView run : candidates) {
      if (run.remainingSeconds() > longest.remainingSeconds()) {
        longest = run;
      }
    }
    if (longest.remainingSeconds() <= situation.evenShare() * (1 + ROUNDING)) {
      return Optional.empty();
    }
    return Optional.of(
        new Choice(
            longest,
            Turn.Why.LONGEST_REMAINING,
            String.format(
                Locale.ROOT,
                "%.1f s left, more than a slot's even share of %.1f s",
                longest.remainingSeconds(),
                situation.evenShare())));
  }
}
