package dev.rondo.scheduler.local;

import dev.rondo.api.v1alpha1.Checkpoints;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.leaderboard.Comparability;
import dev.rondo.core.leaderboard.ExperimentProgress;
import dev.rondo.core.lifecycle.Control;
import dev.rondo.core.lifecycle.RuleStop;
import dev.rondo.core.lifecycle.RunFacts;
import dev.rondo.core.lifecycle.RunPhases;
import dev.rondo.core.stopping.Stop;
import dev.rondo.core.stopping.StoppingRule;
import dev.rondo.core.stopping.StoppingRules;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.scheduler.store.RunFolder;
import dev.rondo.scheduler.store.RunStore;
import dev.rondo.scheduler.store.WarmStarts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A directory in place of an API server. Only the process that holds its lock writes objects;
 * others leave gestures.
 */
public final class DirectoryRunStore implements RunStore {
  /** Taken in at one look: however many there are, turns go on meanwhile. */
  private static final int MOST_GESTURES = 32;

  private final StoreFolder folder;
  private final Path base;
  private final GestureRequests requests;
  private final LocalRuns runs;
  private final CloneSources sources;
  private final GestureIntake intake;
  private Experiment experiment;

  /**
   * The store of an experiment that was created in it, for the process that trains.
   *
   * @param base the directory that relative paths of the manifest start from
   */
  public DirectoryRunStore(StoreFolder folder, Path base, Clock clock) throws IOException {
    this(folder, base, RunFacts.Hold.HELD, clock);
  }

  /**
   * The same for any process that holds the store's lock.
   *
   * @param base the directory that relative paths of the manifest start from
   * @param hold whether this process trains, or only takes gestures in while none does
   */
  public DirectoryRunStore(StoreFolder folder, Path base, RunFacts.Hold hold, Clock clock)
      throws IOException {
    this.folder = folder;
    this.base = base;
    this.experiment = YamlObjects.read(folder.experiment(), Experiment.class);
    this.requests = new GestureRequests(folder);
    GestureLog log = new GestureLog(folder);
    this.runs = new LocalRuns(folder, experiment.status().configs(), hold, log, clock);
    this.sources = new CloneSources(runs);
    this.intake = new GestureIntake(runs, log, sources, experiment.spec().maxRuns());
    sources.settle();
  }

  @Override
  public String uid() {
    return experiment.metadata().getUid();
  }

  @Override
  public List<Run> runs() throws IOException {
    List<GestureRequests.Request> pending =
        requests.pending().stream().limit(MOST_GESTURES).toList();
    for (GestureRequests.Request request : pending) {
      intake.takeIn(request);
      requests.taken(request);
    }
    if (!pending.isEmpty()) {
      summarize();
    }
    return runs.handOut();
  }

  @Override
  public Collection<Run> known() {
    return runs.all();
  }

  @Override
  public RunFolder folder(Run run) {
    return runs.folder(run.metadata().getName());
  }

  @Override
  public RunConfig trainerConfig(Run run) {
    LocalConfigs configs =
        new LocalConfigs(
            base, LocalConfigs.dayOf(experiment), folder.preparedRows(), List.copyOf(runs.all()));
    return WarmStarts.add(configs.of(run), run, folder(run));
  }

  @Override
  public Checkpoints checkpoints() {
    return experiment.spec().checkpoints();
  }

  @Override
  public Comparability comparability() {
    return Comparability.of(experiment.spec());
  }

  @Override
  public Optional<StoppingRule> stopping() {
    return StoppingRules.of(experiment.spec().stopping());
  }

  @Override
  public Path turnLog() {
    return folder.turnLog();
  }

  @Override
  public void stepped(Run run, long step) {
    runs.stepped(run.metadata().getName(), step);
  }

  @Override
  public void report(Run taken, WorkerReport report) throws IOException {
    Optional<Run> run = runs.find(taken.metadata().getName());
    if (run.isEmpty()) {
      return;
    }
    Control after = acted(RunEdit.control(run.get()), report);
    runs.writeDerived(RunEdit.withoutAnsweredRequests(RunEdit.control(run.get(), after)), report);
    sources.settle();
    summarize();
  }

  /**
   * What a report answers: a run that takes no turns is stopped, one that may take some goes on.
   */
  private Control acted(Control control, WorkerReport report) {
    Long step = Optional.ofNullable(report.progress()).map(Progress::step).orElse(null);
    Control next = control;
    if (RunPhases.isSettled(report.phase())) {
      boolean isStopped = report.phase().equals(RunPhases.STOPPED);
      next = next.acted("stop", isStopped ? "stopped" : "it had ended", runs.now(), step);
    }
    boolean goesOn =
        !RunPhases.isSettled(report.phase()) || report.phase().equals(RunPhases.SUCCEEDED);
    String message = step == null || step == 0 ? "begins" : "goes on";
    return goesOn ? next.acted("resume", message, runs.now(), step) : next;
  }

  @Override
  public void forgotten(Run taken) throws IOException {
    String name = taken.metadata().getName();
    Optional<Run> run =
        runs.find(name).filter(found -> found.metadata().getDeletionTimestamp() != null);
    if (run.isEmpty()) {
      return;
    }
    sources.remove(name);
    summarize();
  }

  @Override
  public void stopByRule(Stop stop) throws IOException {
    Optional<Run> run = runs.find(stop.run());
    if (run.isEmpty() || RunEdit.control(run.get()).answer(RuleStop.id(stop)).isPresent()) {
      return;
    }
    ControlEntry answer =
        new ControlEntry(
            RuleStop.id(stop),
            "stop",
            Control.ACCEPTED,
            stop.message(),
            runs.now(),
            runs.step(run.get()),
            null,
            null);
    Run stopped = RunEdit.answered(RunEdit.desired(run.get(), DesiredState.Stopped), answer);
    runs.writeDerived(stopped, RunEdit.status(stopped).worker());
  }

  /**
   * Keeps the experiment's own status true; it changes with evaluations and states, not with steps.
   */
  private void summarize() throws IOException {
    ExperimentStatus status = ExperimentProgress.of(experiment, runs.all());
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
}
