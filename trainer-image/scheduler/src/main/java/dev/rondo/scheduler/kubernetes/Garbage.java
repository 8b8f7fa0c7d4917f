package dev.rondo.scheduler.kubernetes;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.scheduler.state.DurableFiles;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the {@link Leftovers} of an experiment. Nothing of one that is itself gone: its results
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
    Leftovers leftovers = new Leftovers(layout, runs.stream().map(RunResource::toRun).toList());
    for (Path folder : folders) {
      if (leftovers.isOfAGoneRun(folder)) {
        LOG.info("the run of {} is gone: deleting its files", folder);
        DurableFiles.delete(folder);
        continue;
      }
      for (Path epoch : children(folder)) {
        if (leftovers.isOfAPastEpoch(epoch)) {
          DurableFiles.delete(epoch);
        }
      }
    }
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
