package dev.rondo.operator.run;

import dev.rondo.api.names.ConditionTypes;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.core.clone.RunQuota;
import dev.rondo.core.lifecycle.Conditions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@link RunQuota} for runs that people make by hand: the earliest are taken, a run that was taken
 * stays so. Runs are judged side by side, and a status takes a while to be seen by the others, so
 * what was taken is also remembered here.
 */
final class Quota {
  /** UIDs of runs by the UID of their experiment. */
  private final Map<String, Set<String>> taken = new HashMap<>();

  /**
   * Why this run is one too many; empty where it is not, and then its place is its own.
   *
   * @param runs of the experiment, this one among them
   */
  synchronized Optional<String> problem(
      RunResource run, ExperimentResource experiment, Collection<RunResource> runs) {
    Set<String> remembered =
        taken.computeIfAbsent(experiment.getMetadata().getUid(), _ -> new HashSet<>());
    remembered.retainAll(runs.stream().map(Quota::uid).collect(Collectors.toSet()));
    long others =
        runs.stream()
            .filter(other -> !uid(other).equals(uid(run)))
            .filter(
                other -> remembered.contains(uid(other)) || isTaken(other) || isBefore(other, run))
            .count();
    Optional<String> problem =
        remembered.contains(uid(run)) || isTaken(run)
            ? Optional.empty()
            : RunQuota.problem(others, experiment.getSpec().maxRuns());
    if (problem.isEmpty()) {
      remembered.add(uid(run));
    }
    return problem;
  }

  /** A run that is refused for another reason gives its place up. */
  synchronized void leave(RunResource run) {
    taken.values().forEach(remembered -> remembered.remove(uid(run)));
  }

  private static boolean isBefore(RunResource other, RunResource run) {
    return RunQuota.counts(other.getStatus()) && ObservedRun.BY_AGE.compare(other, run) < 0;
  }

  private static String uid(RunResource run) {
    return run.getMetadata().getUid();
  }

  private static boolean isTaken(RunResource run) {
    return run.getStatus() != null
        && Conditions.isTrue(run.getStatus().conditions(), ConditionTypes.ACCEPTED);
  }
}
