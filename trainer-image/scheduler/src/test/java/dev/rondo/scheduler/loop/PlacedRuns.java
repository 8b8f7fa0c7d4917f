package dev.rondo.scheduler.loop;

import dev.rondo.api.v1alpha1.Checkpoints;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.leaderboard.Comparability;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.scheduler.local.DirectoryRunStore;
import dev.rondo.scheduler.store.RunFolder;
import dev.rondo.scheduler.store.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The runs of a local store, placed under an epoch as a cluster's are. */
final class PlacedRuns implements RunStore {
  private final DirectoryRunStore local;
  private final Map<String, WorkerReport> told = new HashMap<>();
  private long epoch = 1;

  PlacedRuns(DirectoryRunStore local) {
    this.local = local;
  }

  /** Binds all of them anew. */
  void bind() {
    epoch++;
  }

  WorkerReport told(String run) {
    return told.get(run);
  }

  @Override
  public List<Run> runs() throws IOException {
    return local.runs().stream().map(this::placed).toList();
  }

  private Run placed(Run run) {
    return new Run(
        run.apiVersion(),
        run.kind(),
        run.metadata(),
        run.spec(),
        new RunStatus(
            null,
            null,
            new Placement("pod", "pod-uid", epoch),
            null,
            null,
            null,
            told.get(run.metadata().getName())));
  }

  @Override
  public void report(Run run, WorkerReport report) throws IOException {
    told.put(run.metadata().getName(), report);
    local.report(run, report);
  }

  @Override
  public String uid() {
    return local.uid();
  }

  @Override
  public Collection<Run> known() {
    return local.known();
  }

  @Override
  public RunFolder folder(Run run) {
    return local.folder(run);
  }

  @Override
  public RunConfig trainerConfig(Run run) {
    return local.trainerConfig(run);
  }

  @Override
  public Checkpoints checkpoints() {
    return local.checkpoints();
  }

  @Override
  public Comparability comparability() {
    return local.comparability();
  }

  @Override
  public Path turnLog() {
    return local.turnLog();
  }
}
