package dev.rondo.core.leaderboard;

import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.api.v1alpha1.LeaderboardEntry;
import dev.rondo.api.v1alpha1.Run;
import java.util.Collection;
import java.util.List;

/** What an experiment's status says of its runs. */
public final class ExperimentProgress {
  private ExperimentProgress() {}

  /** The status with counts, leaderboard and best run; the rest is carried forward. */
  public static ExperimentStatus of(Experiment experiment, Collection<Run> runs) {
    return of(experiment, experiment.status(), runs);
  }

  /** The same on another status than the experiment's present one. */
  public static ExperimentStatus of(
      Experiment experiment, ExperimentStatus before, Collection<Run> runs) {
    List<LeaderboardEntry> leaderboard = Leaderboard.of(runs, Comparability.of(experiment.spec()));
    return new ExperimentStatus(
        before.configs(),
        StateCounts.of(runs),
        leaderboard.isEmpty() ? null : leaderboard.getFirst().run(),
        leaderboard,
        before.startTime(),
        before.workerImage(),
        before.conditions());
  }
}
