package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.v1alpha1.Checkpoints;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.leaderboard.Comparability;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.scheduler.metrics.WorkerMetrics;
import dev.rondo.scheduler.record.TurnLog;
import dev.rondo.scheduler.store.FileUris;
import dev.rondo.scheduler.store.FixedInputs;
import dev.rondo.scheduler.store.LeafJson;
import dev.rondo.scheduler.store.RunFolder;
import dev.rondo.scheduler.store.RunStore;
import dev.rondo.scheduler.store.WarmStarts;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs that are placed on this pod. None of its calls waits for the API server. */
public final class KubernetesRunStore implements RunStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesRunStore.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final WorkerIdentity me;
  private final Experiment experiment;
  private final VolumeLayout layout;
  private final EpochFolders folders;
  private final FileUris files;
  private final HeldRuns held;
  private final StatusPublisher statuses;
  private final WorkerMetrics metrics;
  private final Clock clock = Clock.systemUTC();
  private final Map<Path, Instant> notBefore = new HashMap<>();
  private final Map<String, String> phases = new HashMap<>();

  /**
   * Starts to watch.
   *
   * @param experiment as it is now; what is read of it never changes
   * @param metrics shown of what is told here
   * @param changed called on some thread when runs come, go or are wanted otherwise
   * @param gone called on some thread when a run was deleted, or placed elsewhere
   */
  public KubernetesRunStore(
      KubernetesClient client,
      WorkerIdentity me,
      Experiment experiment,
      VolumeLayout layout,
      WorkerMetrics metrics,
      Runnable changed,
      Runnable gone) {
    this.me = me;
    this.experiment = experiment;
    this.layout = layout;
    this.metrics = metrics;
    this.folders = new EpochFolders(layout);
    this.files = new FileUris(layout.volume(), Optional.of(Path.of(WorkerPod.CLAIMS_PATH)));
    this.statuses = new StatusPublisher(new StatusWriter(client), clock);
    this.held = new HeldRuns(client, me, changed, gone);
  }

  /** Whether it was heard which runs there are. */
  public boolean isKnown() {
    return held.areKnown();
  }

  @Override
  public String uid() {
    return me.experimentUid();
  }

  @Override
  public List<Run> runs() {
    List<Run> open = new ArrayList<>();
    for (Run run : held.now()) {
      if (isOpen(run)) {
        open.add(run);
      }
    }
    return open;
  }

  /** A run whose folder can't be made now is not taken up yet; the others are. */
  private boolean isOpen(Run run) {
    Path folder = folders.of(run).directory();
    Instant retry = notBefore.get(folder);
    if (Instant.MAX.equals(retry)) {
      return true;
    }
    if (retry != null && clock.instant().isBefore(retry)) {
      return false;
    }
    try {
      folders.open(run);
      notBefore.put(folder, Instant.MAX);
      LOG.info("{}: held under epoch {}", run.metadata().getName(), folder.getFileName());
      return true;
    } catch (IOException failed) {
      notBefore.put(folder, clock.instant().plus(RETRY));
      report(run, NotTakenUp.report(run, "its folder can't be made: " + failed.getMessage()));
      return false;
    }
  }

  @Override
  public Collection<Run> known() {
    return held.all();
  }

  @Override
  public RunFolder folder(Run run) {
    return folders.of(run);
  }

  @Override
  public RunConfig trainerConfig(Run run) {
    String created = experiment.metadata().getCreationTimestamp();
    RunConfig config =
        RunConfig.newBuilder()
            .setRunId(run.metadata().getName())
            .setLeafJson(LeafJson.of(run.spec(), files))
            .setFrozenDate(created.substring(0, created.indexOf('T')))
            .setCacheDir(layout.prepared().toString())
            .putAllRevisions(FixedInputs.of(run, known()))
            .build();
    return WarmStarts.add(config, run, folder(run));
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
  public Path turnLog() {
    return layout.turns(me.pod());
  }

  @Override
  public void report(Run run, WorkerReport report) {
    String name = run.metadata().getName();
    if (!report.phase().equals(phases.put(name, report.phase()))) {
      LOG.info(
          "{}: {}{}",
          name,
          report.phase(),
          report.message() == null ? "" : ", " + report.message());
    }
    metrics.told(name, report);
    statuses.offer(run, report);
  }

  @Override
  public void taken(int slot) {
    metrics.taken(slot);
  }

  @Override
  public void freed(int slot, Optional<TurnLog.Entry> turn) {
    metrics.freed(slot);
    turn.ifPresent(metrics::turned);
  }

  @Override
  public void forgotten(Run run) {
    phases.remove(run.metadata().getName());
    metrics.forgotten(run.metadata().getName());
  }

  /** Tells what is left to tell, for a short time. */
  @Override
  public void close() {
    statuses.close();
    held.close();
  }
}
