package dev.rondo.cli.ranking;

import dev.rondo.api.v1alpha1.Goal;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.MetricPoint;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.core.leaderboard.Comparability;
import dev.rondo.core.lifecycle.RunState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The runs of an experiment, ranked by its objective, or where that does not compare between them
 * by what does. Runs that do not compare have rankings of their own; the largest group comes first,
 * those that have no evaluation come after, and of these the failed ones last.
 *
 * @param metric what they are ranked by
 * @param goal which end is better
 * @param groups at least one when there is a run
 * @param note what people should know of it
 */
public record Ranking(String metric, Goal goal, List<Group> groups, Optional<String> note) {
  private static final double SAME_BASELINE = 1e-9;

  /** What makes one group of runs: what they compare by, else whether they have failed. */
  private record Kind(Optional<String> evalKey, boolean hasFailed) {
    int order() {
      return evalKey.isPresent() ? 0 : hasFailed ? 2 : 1;
    }
  }

  /** Keeps its own copy. */
  public Ranking {
    groups = List.copyOf(groups);
  }

  /** Ranks by every run's newest value. */
  public static Ranking of(ExperimentView view) {
    Comparability comparability = Comparability.of(view.experiment().spec());
    List<String> keys = view.runs().stream().flatMap(run -> run.evalKey().stream()).toList();
    String metric = comparability.ranking(keys).metric();
    Goal goal = comparability.ranking(keys).goal();
    Map<Kind, List<RunHistory>> byKind = new LinkedHashMap<>();
    for (RunHistory run : view.runs()) {
      Optional<String> key = run.evalKey().map(own -> comparability.group(metric, own));
      Kind kind = new Kind(key, key.isEmpty() && run.is(RunState.FAILED));
      byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(run);
    }
    List<Group> groups =
        byKind.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<Kind, List<RunHistory>>>comparingInt(
                        entry -> entry.getKey().order())
                    .thenComparingInt(entry -> -entry.getValue().size()))
            .map(entry -> group(entry.getKey().evalKey(), entry.getValue(), metric, goal))
            .toList();
    return new Ranking(metric, goal, groups, comparability.note(keys));
  }

  /** Whether smaller is better. */
  public boolean minimize() {
    return goal == Goal.Minimize;
  }

  /** Every place, group after group. */
  public List<Place> places() {
    return groups.stream().flatMap(group -> group.places().stream()).toList();
  }

  private static Group group(
      Optional<String> key, List<RunHistory> runs, String metric, Goal goal) {
    Comparator<Place> better = Comparator.comparingDouble(place -> place.value().orElseThrow());
    Comparator<Place> order = goal == Goal.Minimize ? better : better.reversed();
    List<Place> all = runs.stream().map(run -> unranked(run, metric)).toList();
    List<Place> ranked = new ArrayList<>();
    for (Place place : all.stream().filter(Ranking::rankable).sorted(order).toList()) {
      boolean tied = !ranked.isEmpty() && order.compare(ranked.getLast(), place) == 0;
      int rank = tied ? ranked.getLast().rank().orElseThrow() : ranked.size() + 1;
      ranked.add(withRank(place, rank));
    }
    all.stream().filter(place -> !rankable(place)).forEach(ranked::add);
    return new Group(key, baseline(runs, metric), ranked);
  }

  private static boolean rankable(Place place) {
    return place.value().isPresent()
        && Double.isFinite(place.value().getAsDouble())
        && !place.run().is(RunState.FAILED);
  }

  private static Place unranked(RunHistory run, String metric) {
    Optional<MetricPoint> newest = run.newest(metric);
    OptionalDouble value = newest.map(point -> point.value(metric)).orElse(OptionalDouble.empty());
    OptionalDouble base = run.baseline(metric);
    boolean trained = newest.map(MetricPoint::step).orElse(0L) > 0;
    OptionalDouble delta =
        trained && value.isPresent() && base.isPresent()
            ? OptionalDouble.of(value.getAsDouble() - base.getAsDouble())
            : OptionalDouble.empty();
    return new Place(
        OptionalInt.empty(),
        run,
        value,
        newest.map(MetricPoint::step).orElse(0L),
        delta,
        run.newestTrain("loss"));
  }

  private static Place withRank(Place place, int rank) {
    return new Place(
        OptionalInt.of(rank),
        place.run(),
        place.value(),
        place.step(),
        place.delta(),
        place.trainLoss());
  }

  private static OptionalDouble baseline(List<RunHistory> runs, String metric) {
    double[] values =
        runs.stream()
            .map(run -> run.baseline(metric))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    if (values.length == 0 || !Double.isFinite(values[0])) {
      return OptionalDouble.empty();
    }
    for (double value : values) {
      if (!(Math.abs(value - values[0]) <= SAME_BASELINE * Math.abs(values[0]))) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(values[0]);
  }
}
