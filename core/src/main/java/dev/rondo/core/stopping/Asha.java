package dev.rondo.core.stopping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Successive halving as runs come in (Li et al., "A System for Massively Parallel Hyperparameter
 * Tuning", MLSys 2020), made independent of their order. Rung k lies at {@code graceChunks *
 * reductionFactor^k}; of n runs the best {@code n / reductionFactor} pass it, at least one. A run
 * is stopped as soon as that many are better; a rung is judged when the one before it is settled.
 *
 * @param graceChunks chunks of data before the first rung; at least 1
 * @param reductionFactor at least 2
 */
public record Asha(int graceChunks, int reductionFactor) implements StoppingRule {
  /** {@code reason} of what it stops. */
  public static final String REASON = "StoppedByASHA";

  /** Checks the ranges. */
  public Asha {
    if (graceChunks < 1 || reductionFactor < 2) {
      throw new IllegalArgumentException(
          "graceChunks %d must be at least 1, reductionFactor %d at least 2"
              .formatted(graceChunks, reductionFactor));
    }
  }

  @Override
  public List<Stop> judgedAmong(List<Contender> contenders, Comparator<Double> better) {
    List<Stop> stops = new ArrayList<>();
    List<Contender> cohort = contenders;
    double place = graceChunks;
    for (int rung = 0; ; rung++, place *= reductionFactor) {
      double at = place;
      List<Contender> reached = cohort.stream().filter(run -> run.at(at).isPresent()).toList();
      long missing = cohort.stream().filter(run -> run.isOnItsWayTo(at)).count();
      int size = reached.size() + (int) missing;
      int pass = Math.max(1, size / reductionFactor);
      List<Contender> passed = new ArrayList<>();
      for (Contender run : reached) {
        int rank = 1 + betterThan(run, reached, at, better);
        if (rank <= pass || run.settledRungs().contains(rung)) {
          passed.add(run);
        } else {
          stops.add(stop(run, rung, rank, size, pass, at));
        }
      }
      if (missing > 0 || passed.size() < 2) {
        return stops;
      }
      cohort = passed;
    }
  }

  private static int betterThan(
      Contender run, List<Contender> reached, double at, Comparator<Double> better) {
    double value = run.at(at).orElseThrow();
    return (int)
        reached.stream()
            .filter(other -> better.compare(other.at(at).orElseThrow(), value) < 0)
            .count();
  }

  private static Stop stop(Contender run, int rung, int rank, int size, int pass, double at) {
    String message =
        String.format(
            Locale.ROOT,
            "rung %d, %s: %.6g, and %d of %d runs better; the best %s",
            rung,
            Stop.place(at),
            run.at(at).orElseThrow(),
            rank - 1,
            size,
            pass == 1 ? "goes on" : pass + " go on");
    return new Stop(run.run(), REASON, rung, rank, size, message);
  }
}
