package dev.rondo.core.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs go through the data at the same pace: no turn takes a run more than one chunk ahead of a run
 * of its priority that is left waiting. Within that bound other rules may choose; if none does, the
 * run goes that has consumed the least.
 */
final class Fairness implements Rule {
  /** Priority, then data consumed; remaining work and age break ties. */
  static final Comparator<RunView> ORDER =
      Comparator.comparingInt(RunView::priority)
          .reversed()
          .thenComparingDouble(RunView::consumed)
          .thenComparing(Comparator.comparingDouble(RunView::remainingSeconds).reversed())
          .thenComparingInt(RunView::order)
          .thenComparing(RunView::name);

  private static final double ROUNDING = 1e-9;

  /** Of waiting runs in order, those that may go now; the first always may. */
  static List<RunView> allowed(List<RunView> waiting) {
    RunView least = waiting.getFirst();
    double bound = least.consumed() + Math.max(1, least.nextChunk()) + ROUNDING;
    List<RunView> allowed = new ArrayList<>();
    for (RunView run : waiting) {
      if (run.priority() != least.priority() || run.consumed() > bound) {
        break;
      }
      if (run.consumed() + run.nextChunk() <= bound) {
        allowed.add(run);
      }
    }
    return allowed;
  }

  @Override
  public Optional<Choice> choose(List<RunView> candidates, Situation situation) {
    RunView least = candidates.getFirst();
    return Optional.of(
        new Choice(
            least,
            Turn.Why.LEAST_CONSUMED,
            String.format(
                Locale.ROOT, "%.2f chunks consumed, the least that waits", least.consumed())));
  }
}
