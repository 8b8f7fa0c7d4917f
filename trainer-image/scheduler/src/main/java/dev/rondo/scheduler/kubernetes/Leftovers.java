package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.CheckpointPins;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which folders nobody needs: those of runs that are gone, unless a clone is to start from them,
 * and those of former epochs that no status names any more.
 */
final class Leftovers {
  private final Map<String, Run> runs;
  private final Set<Path> named;

  /**
   * Judges by the runs as they are.
   *
   * @param runs all that the API server has; folders that came later belong to none of them
   */
  Leftovers(VolumeLayout layout, Collection<Run> runs) {
    this.runs =
        runs.stream()
            .collect(Collectors.toMap(run -> run.metadata().getUid(), Function.identity()));
    this.named =
        runs.stream()
            .flatMap(Leftovers::names)
            .map(layout::epochOf)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** A run's folder, with all of its epochs. */
  boolean isOfAGoneRun(Path folder) {
    return !runs.containsKey(folder.getFileName().toString())
        && named.stream().noneMatch(epoch -> epoch.getParent().equals(folder));
  }

  /** A folder of a run's epoch. */
  boolean isOfAPastEpoch(Path epoch) {
    String number = epoch.getFileName().toString();
    Run run = runs.get(epoch.getParent().getFileName().toString());
    Optional<Long> present =
        Optional.ofNullable(run).map(Run::status).map(RunStatus::placement).map(Placement::epoch);
    return present.isPresent()
        && number.matches("[0-9]+")
        && Long.parseLong(number) < present.get()
        && !named.contains(epoch);
  }

  /** Paths of checkpoints that a run's status names, or that a clone is still to start from. */
  private static Stream<String> names(Run run) {
    Optional<WorkerReport> report = Optional.ofNullable(run.status()).map(RunStatus::worker);
    return Stream.of(
            report.map(WorkerReport::checkpoint).map(CheckpointRef::path).stream(),
            report.map(WorkerReport::checkpoints).orElse(List.of()).stream()
                .map(CheckpointRef::path),
            CheckpointPins.source(run).map(CloneSource::path).stream())
        .flatMap(Function.identity())
        .filter(Objects::nonNull);
  }
}
