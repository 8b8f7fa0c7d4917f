package dev.rondo.core.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A run goes on where its state is: nothing is swapped. */
final class Locality implements Rule {
  @Override
  public Optional<Choice> choose(List<RunView> candidates, Situation situation) {
    return candidates.stream()
        .filter(run -> situation.attached().contains(run.name()))
        .findFirst()
        .map(run ->
            new Choice(
                run,
                Turn.Why.ATTACHED,
                String.format(
                    Locale.ROOT,
                    "its state is on a free slot; %.2f chunks consumed, the least that waits has"
                        + " %.2f",
                    run.consumed(),
                    candidates.getFirst().consumed())));
  }
}
