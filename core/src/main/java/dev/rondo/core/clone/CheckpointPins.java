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
 * Checkpoints that neither retention nor their run's deletion may take away: those that a clone is
 * to start from and that has none of its own yet.
 */
public final class CheckpointPins {
  private CheckpointPins() {}

  /** Steps of a run's pinned checkpoints. */
  public static Set<Long> of(String run, Collection<Run> all) {
    return all.stream()
        .filter(CheckpointPins::hasNoneOfItsOwn)
        .flatMap(clone -> Optional.ofNullable(clone.status().source()).stream())
        .filter(source -> run.equals(source.run()))
        .map(CloneSource::checkpoint)
        .flatMap(name -> CheckpointName.step(name).stream().boxed())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean hasNoneOfItsOwn(Run run) {
    Optional<RunStatus> status = Optional.ofNullable(run.status());
    return status.isPresent()
        && status.map(RunStatus::worker).map(WorkerReport::checkpoint).isEmpty();
  }
}
