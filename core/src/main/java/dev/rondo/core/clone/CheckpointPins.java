package dev.rondo.core.clone;

import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checkpoints of a run that retention may not take away: those that a clone is to start from that
 * has none of its own yet, and while a clone asks for one, all.
 *
 * @param all whether a clone asks for one
 * @param steps those that clones are to start from
 */
public record CheckpointPins(boolean all, Set<Long> steps) {
  /** Keeps a copy. */
  public CheckpointPins {
    steps = Set.copyOf(steps);
  }

  /** Of a run, as these are. */
  public static CheckpointPins of(String run, Collection<Run> runs) {
    Set<Long> named =
        runs.stream()
            .flatMap(clone -> source(clone).stream())
            .filter(source -> run.equals(source.run()))
            .map(CloneSource::checkpoint)
            .flatMap(name -> CheckpointName.step(name).stream().boxed())
            .collect(Collectors.toSet());
    boolean isAsked =
        runs.stream()
            .filter(parent -> run.equals(parent.metadata().getName()))
            .anyMatch(parent -> !CheckpointRequests.open(parent).isEmpty());
    return new CheckpointPins(isAsked, named);
  }

  /** Whether the checkpoint of a step has to stay. */
  public boolean holds(long step) {
    return all || steps.contains(step);
  }

  /** What a clone is to start from; empty: it is none, or has a checkpoint of its own. */
  public static Optional<CloneSource> source(Run clone) {
    Optional<RunStatus> status = Optional.ofNullable(clone.status());
    return status.map(RunStatus::worker).map(WorkerReport::checkpoint).isPresent()
        ? Optional.empty()
        : status.map(RunStatus::source);
  }
}
