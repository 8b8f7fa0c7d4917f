package dev.rondo.scheduler.local;

import dev.rondo.api.v1alpha1.Checkpoints;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.api.v1alpha1.Objective;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.leaderboard.ExperimentProgress;
import dev.rondo.core.leaderboard.Objectives;
import dev.rondo.core.lifecycle.Gesture;
import dev.rondo.core.lifecycle.Lifecycle;
import dev.rondo.core.lifecycle.Verdict;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.scheduler.state.DurableFiles;
import dev.rondo.scheduler.store.RunFolder;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A directory in place of an API server. Only the process that holds its lock writes objects;
 * others leave gestures.
 */
public final class DirectoryRunStore implements RunStore {
  private static final int CONTROL_ENTRIES = 10;

  private final StoreFolder folder;
  private Experiment experiment;
  private final Path base;
  private final GestureRequests requests;
  private final Clock clock;
  private final Map<String, Run> runs = new LinkedHashMap<>();

  /**
   * The store of an experiment that was created in it.
   *
   * @param base the directory that relative paths of the manifest start from
   */
  public DirectoryRunStore(StoreFolder folder, Path base, Clock clock) throws IOException {
    this.folder = folder;
    this.base = base;
    this.clock = clock;
    this.experiment = YamlObjects.read(folder.experiment(), Experiment.class);
    this.requests = new GestureRequests(folder);
    for (var entry : experiment.status().configs()) {
      if (folder.runs().contains(entry.name())) {
        runs.put(entry.name(), YamlObjects.read(folder.runObject(entry.name()), Run.class));
      }
    }
  }

  @Override
  public String uid() {
    return experiment.metadata().getUid();
  }

  @Override
  public List<Run> runs() throws IOException {
    for (GestureRequests.Request request : requests.pending()) {
      takeIn(request);
      requests.taken(request);
    }
    return List.copyOf(runs.values());
  }

  @Override
  public RunFolder folder(Run run) {
    return folder.run(run.metadata().getName());
  }

  @Override
  public RunConfig trainerConfig(Run run) {
    return new LocalConfigs(
            base, LocalConfigs.dayOf(experiment), folder.preparedRows(), List.copyOf(runs.values()))
        .of(run);
  }

  @Override
  public Checkpoints checkpoints() {
    return experiment.spec().checkpoints();
  }

  @Override
  public Objective objective() {
    return Objectives.of(experiment.spec());
  }

  @Override
  public Path turnLog() {
    return folder.turnLog();
  }

  @Override
  public void report(Run taken, WorkerReport report) throws IOException {
    Run run = runs.get(taken.metadata().getName());
    if (run != null) {
      write(withStatus(run, LocalStatus.of(run.status(), report, now())));
      summarize();
    }
  }

  /**
   * Keeps the experiment's own status true; it changes with evaluations and states, not with steps.
   */
  private void summarize() throws IOException {
    ExperimentStatus status = ExperimentProgress.of(experiment, runs.values());
    if (!status.equals(experiment.status())) {
      experiment =
          new Experiment(
              experiment.apiVersion(),
              experiment.kind(),
              experiment.metadata(),
              experiment.spec(),
              status);
      YamlObjects.write(folder.experiment(), experiment);
    }
  }

  /** Records a gesture and its answer, once: its id in {@code status.control} tells. */
  private void takeIn(GestureRequests.Request request) throws IOException {
    Run run = runs.get(request.run());
    if (run == null || isAnswered(run, request.id())) {
      return;
    }
    Optional<RunStatus> status = Optional.ofNullable(run.status());
    Gesture gesture = Gesture.valueOf(request.gesture().toUpperCase(Locale.ROOT));
    Verdict verdict =
        Lifecycle.judge(
            LocalStatus.state(status.map(RunStatus::worker).orElse(null)),
            gesture,
            status.map(RunStatus::worker).map(WorkerReport::checkpoint).isPresent());
    switch (verdict) {
      case Verdict.Gone() -> {
        runs.remove(request.run());
        DurableFiles.delete(folder.run(request.run()).directory());
      }
      case Verdict.Accepted(var then) ->
          write(
              answered(
                  wanted(run, gesture), request, "Accepted", "then " + LocalStatus.word(then)));
      case Verdict.Refused(var reason, var hint) ->
          write(answered(run, request, "Refused", reason + "; " + hint));
      default -> write(answered(run, request, "Done", "nothing to change"));
    }
  }

  private static boolean isAnswered(Run run, String id) {
    return run.status() != null
        && run.status().control() != null
        && run.status().control().stream().anyMatch(entry -> entry.id().equals(id));
  }

  private static Run wanted(Run run, Gesture gesture) {
    var spec = run.spec();
    DesiredState desired = gesture == Gesture.STOP ? DesiredState.Stopped : DesiredState.Running;
    return new Run(
        run.apiVersion(),
        run.kind(),
        run.metadata(),
        new RunSpec(
            spec.experiment(),
            desired,
            spec.trainer(),
            spec.seed(),
            spec.chunks(),
            spec.model(),
            spec.dataset(),
            spec.config(),
            spec.priority(),
            spec.retry(),
            spec.activeDeadlineSeconds(),
            spec.cloneFrom(),
            spec.requests()),
        run.status());
  }

  private Run answered(Run run, GestureRequests.Request request, String result, String message) {
    RunStatus before =
        run.status() == null ? new RunStatus(null, null, null, null, null, null) : run.status();
    List<ControlEntry> control =
        new ArrayList<>(before.control() == null ? List.of() : before.control());
    control.add(
        new ControlEntry(request.id(), request.gesture(), result, message, now().toString()));
    List<ControlEntry> last =
        control.subList(Math.max(0, control.size() - CONTROL_ENTRIES), control.size());
    return withStatus(
        run,
        new RunStatus(
            before.state(),
            before.placement(),
            before.source(),
            List.copyOf(last),
            before.conditions(),
            before.worker()));
  }

  private static Run withStatus(Run run, RunStatus status) {
    return new Run(run.apiVersion(), run.kind(), run.metadata(), run.spec(), status);
  }

  private void write(Run run) throws IOException {
    String name = run.metadata().getName();
    YamlObjects.write(folder.runObject(name), run);
    runs.put(name, run);
  }

  private Instant now() {
    return clock.instant();
  }
}
