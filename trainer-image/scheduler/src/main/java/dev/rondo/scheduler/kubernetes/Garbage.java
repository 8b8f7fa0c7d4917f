package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.CloneSource;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.CheckpointPins;
import dev.rondo.scheduler.state.DurableFiles;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the folders of runs that are gone, unless a clone starts from them, and those of former
 * epochs that no status names any more. Nothing of an experiment that is itself gone: its results
 * are kept.
 */
public final class Garbage {
  private static final Logger LOG = LoggerFactory.getLogger(Garbage.class);

  private final KubernetesClient client;
  private final WorkerIdentity me;
  private final VolumeLayout layout;

  /** Of the experiment of this worker. */
  public Garbage(KubernetesClient client, WorkerIdentity me, VolumeLayout layout) {
    this.client = client;
    this.me = me;
    this.layout = layout;
  }

  /** Deletes what nobody needs now. */
  public void collect() throws IOException {
    List<Path> folders = children(layout.runs());
    List<RunResource> runs =
        client.resources(RunResource.class).inNamespace(me.namespace()).list().getItems();
    // Looked at after its runs: they go with it, and must not be taken for deleted ones.
    if (!isExperimentThere()) {
      return;
    }
    Set<String> named = runs.stream().flatMap(Garbage::names).collect(Collectors.toSet());
    Set<String> uids =
        runs.stream().map(run -> run.getMetadata().getUid()).collect(Collectors.toSet());
    for (Path folder : folders) {
      String uid = folder.getFileName().toString();
      if (!uids.contains(uid) && named.stream().noneMatch(path -> path.contains("/" + uid + "/"))) {
        LOG.info("the run of {} is gone: deleting its files", folder);
        DurableFiles.delete(folder);
      }
    }
    for (RunResource run : runs) {
      collectEpochs(run, named);
    }
  }

  private void collectEpochs(RunResource run, Set<String> named) throws IOException {
    if (run.getStatus() == null || run.getStatus().placement() == null) {
      return;
    }
    Path folder = layout.run(run.getMetadata().getUid());
    Set<Path> kept = new HashSet<>();
    named.stream()
        .filter(path -> path.contains("/" + run.getMetadata().getUid() + "/"))
        .forEach(path -> kept.add(layout.epochOf(path)));
    for (Path epoch : children(folder)) {
      String name = epoch.getFileName().toString();
      boolean isFormer =
          name.matches("[0-9]+") && Long.parseLong(name) < run.getStatus().placement().epoch();
      if (isFormer && !kept.contains(epoch)) {
        DurableFiles.delete(epoch);
      }
    }
  }

  /** Paths of checkpoints that a run's status names, or that a clone is still to start from. */
  private static Stream<String> names(RunResource resource) {
    Run run = resource.toRun();
    Optional<WorkerReport> report = Optional.ofNullable(run.status()).map(RunStatus::worker);
    return Stream.of(
            report.map(WorkerReport::checkpoint).map(CheckpointRef::path).stream(),
            report.map(WorkerReport::checkpoints).orElse(List.of()).stream()
                .map(CheckpointRef::path),
            CheckpointPins.source(run).map(CloneSource::path).stream())
        .flatMap(Function.identity())
        .filter(Objects::nonNull);
  }

  private boolean isExperimentThere() {
    ExperimentResource experiment =
        client
            .resources(ExperimentResource.class)
            .inNamespace(me.namespace())
            .withName(me.experiment())
            .get();
    return experiment != null
        && experiment.getMetadata().getUid().equals(me.experimentUid())
        && !experiment.isMarkedForDeletion();
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    }
  }
}
