package dev.rondo.core.clone;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checkpoints that retention may not take away: those that a clone is to start from and that has
 * none of its own yet, and while a clone asks for one, all that it may be given.
 */
public final class CheckpointPins {
  private CheckpointPins() {}

  /** Steps of a run's pinned checkpoints. */
  public static Set<Long> of(String run, Collection<Run> all) {
    Stream<Long> named =
        all.stream()
            .flatMap(clone -> source(clone).stream())
            .filter(source -> run.equals(source.run()))
            .map(CloneSource::checkpoint)
            .flatMap(name -> CheckpointName.step(name).stream().boxed());
    Stream<Long> asked =
        all.stream()
            .filter(parent -> run.equals(parent.metadata().getName()))
            .filter(parent -> !CheckpointRequests.open(parent).isEmpty())
            .flatMap(CheckpointPins::told);
    return Stream.concat(named, asked).collect(Collectors.toUnmodifiableSet());
  }

  /** What a clone is to start from; empty: it is none, or has a checkpoint of its own. */
  public static Optional<CloneSource> source(Run clone) {
    Optional<RunStatus> status = Optional.ofNullable(clone.status());
    return status.map(RunStatus::worker).map(WorkerReport::checkpoint).isPresent()
        ? Optional.empty()
        : status.map(RunStatus::source);
  }

  private static Stream<Long> told(Run run) {
    return Optional.ofNullable(run.status())
        .map(RunStatus::worker)
        .map(WorkerReport::checkpoints)
        .orElse(List.of())
        .stream()
        .map(CheckpointRef::step);
  }
}
