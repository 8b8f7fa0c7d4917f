package dev.rondo.core.stopping;

import dev.rondo.api.v1alpha1.Goal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Plays recorded curves back to a rule, one evaluation of a live run after the other. */
final class Race {
  private final Map<String, List<Evaluation>> curves;
  private final Map<String, Integer> told = new HashMap<>();
  private final Set<String> stopped = new TreeSet<>();

  private Race(Map<String, List<Evaluation>> curves) {
    this.curves = curves;
    curves.keySet().forEach(run -> told.put(run, 0));
  }

  /**
   * What came of it.
   *
   * @param stopped while they ran
   * @param judged to fall behind, also those that had ended by then
   * @param evaluations that were still made
   */
  record Outcome(Set<String> stopped, Set<String> judged, int evaluations) {}

  /** In any order: one run may have ended before another has begun. */
  static Outcome of(Map<String, List<Evaluation>> curves, StoppingRule rule, Goal goal, long seed) {
    return of(curves, rule, goal, seed, Integer.MAX_VALUE);
  }

  /** In an order as the scheduler gives turns: nobody is more than a chunk ahead. */
  static Outcome fair(
      Map<String, List<Evaluation>> curves, StoppingRule rule, Goal goal, long seed) {
    return of(curves, rule, goal, seed, 0);
  }

  private static Outcome of(
      Map<String, List<Evaluation>> curves, StoppingRule rule, Goal goal, long seed, int ahead) {
    Race race = new Race(curves);
    Random random = new Random(seed);
    for (List<String> live = race.live(); !live.isEmpty(); live = race.live()) {
      int least = live.stream().mapToInt(race.told::get).min().orElseThrow();
      List<String> next = live.stream().filter(run -> race.told.get(run) - least <= ahead).toList();
      race.told.merge(next.get(random.nextInt(next.size())), 1, Integer::sum);
      rule.stops(race.contenders(), goal).forEach(stop -> race.stopped.add(stop.run()));
    }
    return new Outcome(
        race.stopped,
        rule.judged(race.contenders(), goal).stream().map(Stop::run).collect(Collectors.toSet()),
        race.told.values().stream().mapToInt(Integer::intValue).sum());
  }

  private List<String> live() {
    return new ArrayList<>(
        curves.keySet().stream()
            .filter(run -> told.get(run) < curves.get(run).size() && !stopped.contains(run))
            .sorted()
            .toList());
  }

  private List<Contender> contenders() {
    return curves.entrySet().stream()
        .map(curve -> {
          int known = told.get(curve.getKey());
          return new Contender(
              curve.getKey(),
              known == 0 ? Optional.empty() : Optional.of("key"),
              curve.getValue().subList(0, known),
              live().contains(curve.getKey()),
              Set.of());
        })
        .toList();
  }
}
