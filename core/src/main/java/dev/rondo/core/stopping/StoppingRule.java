package dev.rondo.core.stopping;

import dev.rondo.api.v1alpha1.Goal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which runs are not worth going on with. What is stopped in the end follows from the values alone,
 * not from the order in which they came in; the best of those compared is never stopped.
 */
public sealed interface StoppingRule permits Asha, Median {
  /**
   * The runs to stop now, by name.
   *
   * @param contenders all runs of the experiment, also those that have ended
   * @param goal which end of the metric is better
   */
  default List<Stop> stops(List<Contender> contenders, Goal goal) {
    Set<String> live =
        contenders.stream()
            .filter(Contender::isLive)
            .map(Contender::run)
            .collect(Collectors.toSet());
    return judged(contenders, goal).stream().filter(stop -> live.contains(stop.run())).toList();
  }

  /** The runs that fall behind, by name; also those that have ended or were stopped since. */
  default List<Stop> judged(List<Contender> contenders, Goal goal) {
    return contenders.stream()
        .map(Contender::evalKey)
        .flatMap(Optional::stream)
        .distinct()
        .map(key -> comparable(contenders, key))
        .flatMap(group -> judgedAmong(group, order(goal)).stream())
        .sorted(Comparator.comparing(Stop::run))
        .toList();
  }

  /**
   * The same among runs whose evaluations are comparable.
   *
   * @param better the better value first
   */
  List<Stop> judgedAmong(List<Contender> contenders, Comparator<Double> better);

  /** Runs of one key, with those that have no evaluation yet: they may turn out to be of it. */
  private static List<Contender> comparable(List<Contender> contenders, String key) {
    return contenders.stream()
        .filter(run -> Objects.equals(run.evalKey().orElse(key), key))
        .toList();
  }

  /** The better value first; what is not finite comes last. */
  private static Comparator<Double> order(Goal goal) {
    Comparator<Double> finite =
        goal == Goal.Maximize ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return Comparator.comparing((Double value) -> !Double.isFinite(value))
        .thenComparing(
            (a, b) -> Double.isFinite(a) && Double.isFinite(b) ? finite.compare(a, b) : 0);
  }
}
