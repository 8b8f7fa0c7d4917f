package dev.rondo.operator.experiment;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.core.lifecycle.RunState;
import dev.rondo.operator.run.ObservedRun;
import dev.rondo.operator.worker.NamedSources;
import dev.rondo.operator.worker.Worker;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An experiment, its runs and its workers, as they were seen at one moment.
 *
 * @param resource as the API server has it
 * @param problem what of its spec can't be taken; null: nothing
 * @param runs in the order of their creation
 * @param workers those that are there, in the order of their names
 * @param sources what the experiment names, and runs that may train: clones name what they like
 * @param now the moment
 */
public record ObservedExperiment(
    ExperimentResource resource,
    String problem,
    List<ObservedRun> runs,
    List<Worker> workers,
    NamedSources sources,
    Instant now) {

  /** Looks. */
  static ObservedExperiment of(
      ExperimentResource experiment,
      Optional<String> problem,
      Collection<RunResource> runs,
      Collection<Pod> pods,
      Instant now) {
    List<Worker> workers =
        pods.stream()
            .map(pod -> Worker.of(pod, now))
            .sorted(Comparator.comparing(Worker::name))
            .toList();
    boolean suspended = Boolean.TRUE.equals(experiment.getSpec().suspend());
    ObservedRun.Surroundings around = new ObservedRun.Surroundings(suspended, workers, now);
    List<ObservedRun> observed =
        runs.stream()
            .filter(run -> !run.isMarkedForDeletion())
            .sorted(ObservedRun.BY_AGE)
            .map(run -> ObservedRun.of(run, around))
            .toList();
    return new ObservedExperiment(
        experiment, problem.orElse(null), observed, workers, sources(experiment, observed), now);
  }

  private static NamedSources sources(ExperimentResource experiment, List<ObservedRun> runs) {
    return NamedSources.of(
        Stream.concat(
                Stream.of(experiment.getSpec()),
                runs.stream()
                    .filter(run -> !run.facts().hasEnded())
                    .map(run -> run.resource().getSpec()))
            .toList());
  }

  /** The status; an empty one before the first is written. */
  ExperimentStatus status() {
    return Optional.ofNullable(resource.getStatus())
        .orElse(new ExperimentStatus(null, null, null, null, null, null, null));
  }

  boolean isSuspended() {
    return Boolean.TRUE.equals(resource.getSpec().suspend());
  }

  /** How many runs would train if a worker had them. */
  int runnable() {
    return (int) runs.stream().filter(ObservedRun::isRunnable).count();
  }

  boolean hasWork() {
    return runnable() > 0;
  }

  /** When the next run changes by time alone: it is tried again, or late; empty: none does. */
  Optional<Instant> nextTime() {
    return runs.stream()
        .flatMap(run -> Stream.of(run.attempt().retryAt(), run.attempt().deadline()))
        .filter(time -> time != null && time.isAfter(now))
        .min(Instant::compareTo);
  }

  /**
   * Whether every run has ended or was stopped by rule: one that a person stopped holds it open.
   */
  boolean hasEnded() {
    return !runs.isEmpty() && runs.stream().allMatch(ObservedRun::isSettled);
  }

  long count(RunState state) {
    return runs.stream().filter(run -> run.facts().state() == state).count();
  }

  /** Workers that are ready or will be. */
  long wanted() {
    return workers.stream().filter(Worker::isWanted).count();
  }

  long ready() {
    return workers.stream().filter(worker -> worker.phase() == Worker.Phase.READY).count();
  }
}
