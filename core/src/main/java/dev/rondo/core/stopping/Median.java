package dev.rondo.core.stopping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The median rule (Golovin et al., "Google Vizier", KDD 2017): after each chunk a run is stopped
 * whose best value so far is worse than the median of the others' running averages there. A place
 * in the data is judged when every run that goes on has reached it; runs that were stopped before
 * it count with the average that they had. Rung k lies {@code graceChunks + k} chunks in.
 *
 * @param graceChunks chunks of data before the first comparison; at least 1
 */
public record Median(int graceChunks) implements StoppingRule {
  /** {@code reason} of what it stops. */
  public static final String REASON = "StoppedByMedian";

  private static final int FEWEST_OTHERS = 2;

  /** Checks the range. */
  public Median {
    if (graceChunks < 1) {
      throw new IllegalArgumentException(
          "graceChunks %d must be at least 1".formatted(graceChunks));
    }
  }

  @Override
  public List<Stop> judgedAmong(List<Contender> contenders, Comparator<Double> better) {
    List<Stop> stops = new ArrayList<>();
    Map<String, Double> stopped = new HashMap<>();
    for (int rung = 0; ; rung++) {
      double at = graceChunks + rung;
      List<Contender> reached =
          contenders.stream()
              .filter(run -> run.at(at).isPresent() && !stopped.containsKey(run.run()))
              .toList();
      boolean isAwaited =
          contenders.stream()
              .anyMatch(run -> run.isOnItsWayTo(at) && !stopped.containsKey(run.run()));
      if (isAwaited || reached.isEmpty()) {
        return stops;
      }
      Map<String, Double> lastCounted = Map.copyOf(stopped);
      for (Contender run : reached) {
        List<Double> others =
            contenders.stream()
                .filter(other -> !other.run().equals(run.run()))
                .map(other -> other.until(lastCounted.getOrDefault(other.run(), at)))
                .filter(values -> !values.isEmpty())
                .map(Median::average)
                .sorted(better)
                .toList();
        double best = run.until(at).stream().min(better).orElse(run.at(at).orElseThrow());
        if (others.size() >= FEWEST_OTHERS
            && better.compare(median(others), best) < 0
            && !run.settledRungs().contains(rung)) {
          stopped.put(run.run(), at);
          stops.add(stop(run, rung, others, best, at, better));
        }
      }
    }
  }

  private static Stop stop(
      Contender run,
      int rung,
      List<Double> others,
      double best,
      double at,
      Comparator<Double> better) {
    int rank = 1 + (int) others.stream().filter(o -> better.compare(o, best) < 0).count();
    String message =
        String.format(
            Locale.ROOT,
            "%s: best %.6g, worse than %.6g, the median of %d other runs' averages",
            Stop.place(at),
            best,
            median(others),
            others.size());
    return new Stop(run.run(), REASON, rung, rank, others.size() + 1, message);
  }

  /** The middle one; of two the worse, so that in doubt a run goes on. */
  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private static double average(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
