package dev.rondo.operator.experiment;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Condition;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.lifecycle.RunPhases;
import dev.rondo.core.placement.Fence;
import dev.rondo.core.placement.PlacementSnapshot;
import dev.rondo.core.placement.RunClaim;
import dev.rondo.core.placement.WorkerShape;
import dev.rondo.core.placement.WorkerView;
import dev.rondo.operator.run.ObservedRun;
import dev.rondo.operator.worker.NamedSources;
import dev.rondo.operator.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** An experiment as placement decides on it. */
final class PlacementView {
  private PlacementView() {}

  static PlacementSnapshot of(ObservedExperiment seen, double idleSeconds) {
    int slots = WorkerShape.of(seen.resource().getSpec()).slots();
    List<WorkerView> workers =
        seen.workers().stream().map(worker -> view(worker, slots, seen)).toList();
    List<NamedSources> lacking =
        seen.workers().stream()
            .filter(Worker::isWanted)
            .map(Worker::mounted)
            .filter(mounted -> !mounted.contains(seen.sources()))
            .toList();
    List<RunClaim> claims = new ArrayList<>();
    for (ObservedRun run : seen.runs()) {
      claims.add(claim(run, claims.size(), isServed(run, lacking)));
    }
    return new PlacementSnapshot(workers, claims, idleSeconds);
  }

  private static WorkerView view(Worker worker, int slots, ObservedExperiment seen) {
    Duration idle = Duration.between(idleSince(worker, seen.runs()), seen.now());
    String engine =
        held(worker, seen.runs())
            .flatMap(run -> run.report().map(WorkerReport::engine).stream())
            .findFirst()
            .orElse("");
    return new WorkerView(
        worker.name(),
        worker.uid(),
        slots,
        switch (worker.phase()) {
          case READY -> WorkerView.Phase.READY;
          case STARTING, UNREADY -> WorkerView.Phase.NOT_READY;
          case LEAVING -> WorkerView.Phase.LEAVING;
          case LOST, DELETED -> WorkerView.Phase.LOST;
        },
        engine,
        idle.toSeconds());
  }

  /** Since the last of its runs changed, or since it is ready: what statuses say, no memory. */
  static Instant idleSince(Worker worker, List<ObservedRun> runs) {
    return Stream.concat(
            Stream.of(worker.since()),
            held(worker, runs)
                .map(run -> run.resource().getStatus().conditions())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .map(Condition::lastTransitionTime)
                .filter(Objects::nonNull)
                .map(Instant::parse))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static Stream<ObservedRun> held(Worker worker, List<ObservedRun> runs) {
    return runs.stream()
        .filter(run -> run.placement() != null && run.placement().podUID().equals(worker.uid()));
  }

  /**
   * Whether any worker could train it.
   *
   * @param lacking what those mount that do not mount all, and are about to be made anew
   */
  private static boolean isServed(ObservedRun run, List<NamedSources> lacking) {
    return lacking.stream().allMatch(mounted -> mounted.contains(run.sources()));
  }

  private static RunClaim claim(ObservedRun run, int order, boolean isServed) {
    Optional<WorkerReport> report = run.report();
    boolean trains = report.map(WorkerReport::phase).filter(RunPhases.TRAINING::equals).isPresent();
    return new RunClaim(
        run.name(),
        order,
        Objects.requireNonNullElse(run.resource().getSpec().priority(), 0),
        run.isRunnable() && isServed,
        trains || report.filter(PlacementView::hasMoreThanDurable).isPresent(),
        run.attempt().startsAnew(),
        report.map(WorkerReport::engine).orElse(""),
        Optional.ofNullable(run.placement())
            .map(placement -> new Fence(placement.podUID(), placement.epoch())));
  }

  /** Whether a hand-over now would cost steps: the worker's memory holds newer ones. */
  private static boolean hasMoreThanDurable(WorkerReport report) {
    long step = Optional.ofNullable(report.progress()).map(Progress::step).orElse(0L);
    long durable = Optional.ofNullable(report.checkpoint()).map(CheckpointRef::step).orElse(0L);
    return step > durable;
  }
}
