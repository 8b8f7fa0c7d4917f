package dev.rondo.core.leaderboard;

import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.lifecycle.RunState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code status.counts}: how many runs are in which state. */
public final class StateCounts {
  private StateCounts() {}

  /** Counts by state, as printed; a run without a status is Pending. */
  public static Map<String, Integer> of(Collection<Run> runs) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Run run : runs) {
      counts.merge(RunState.of(run.status()).word(), 1, Integer::sum);
    }
    return counts;
  }
}
