package dev.rondo.cli.ranking;

import dev.rondo.cli.store.RunHistory;
import dev.rondo.core.lifecycle.RunState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Runs whose evaluations compare.
 *
 * @param evalKey what of their evalKeys is the same; absent for runs without an evaluation
 * @param baseline the value at step 0, where all of them have the same
 * @param places best first, then the unranked
 */
public record Group(Optional<String> evalKey, OptionalDouble baseline, List<Place> places) {
  /** Keeps its own copy. */
  public Group {
    places = List.copyOf(places);
  }

  /** Its runs that have failed. */
  public List<RunHistory> failed() {
    return places.stream().map(Place::run).filter(run -> run.is(RunState.FAILED)).toList();
  }

  /** How many ranked runs are better than the baseline; it is listed after them. */
  public int placesAboveBaseline(boolean minimize) {
    double base = baseline.orElse(Double.NaN);
    return (int)
        places.stream()
            .filter(place -> place.rank().isPresent())
            .mapToDouble(place -> place.value().orElse(Double.NaN))
            .filter(value -> minimize ? value < base : value > base)
            .count();
  }
}
