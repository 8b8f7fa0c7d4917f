package dev.rondo.scheduler.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rondo.api.names.Annotations;
import dev.rondo.api.names.Api;
import dev.rondo.api.names.Labels;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.ExperimentStatus;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.core.lifecycle.Timestamps;
import dev.rondo.core.search.PlannedRun;
import dev.rondo.core.search.RunPlan;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Creates an experiment in a local store, or adds what an edited manifest adds. */
public final class StoredExperiment {
  /** Grows when the layout of a store changes; a newer one is refused. */
  public static final int STORE_VERSION = 1;

  private StoredExperiment() {}

  /**
   * Writes the experiment's new runs, then its ledger, so that a run which is listed and not there
   * was deleted by a person.
   *
   * @param manifest valid
   * @param base the directory that relative paths of the manifest start from
   * @return what the experiment's runs are
   * @throws IOException also when the store was written by a newer version
   */
  public static RunPlan apply(StoreFolder folder, Experiment manifest, Path base, Instant now)
      throws IOException {
    boolean exists = Files.isRegularFile(folder.experiment());
    if (exists) {
      refuseNewer(folder);
    }
    Experiment known =
        exists ? YamlObjects.read(folder.experiment(), Experiment.class) : created(manifest, now);
    Experiment wanted =
        new Experiment(
            manifest.apiVersion(),
            manifest.kind(),
            new ObjectMetaBuilder(known.metadata())
                .addToAnnotations(Annotations.MANIFEST_DIRECTORY, base.toString())
                .build(),
            manifest.spec(),
            known.status());
    RunPlan plan = RunPlan.of(wanted);
    ExperimentStatus status =
        new ExperimentStatus(
            plan.ledger(), null, null, null, known.metadata().getCreationTimestamp(), null, null);
    for (PlannedRun run : plan.added()) {
      if (!Files.exists(folder.runObject(run.name()))) {
        YamlObjects.write(folder.runObject(run.name()), object(wanted, run, now));
      }
    }
    YamlObjects.write(
        folder.experiment(),
        new Experiment(
            wanted.apiVersion(), wanted.kind(), wanted.metadata(), wanted.spec(), status));
    return plan;
  }

  private static Experiment created(Experiment manifest, Instant now) {
    ObjectMeta metadata =
        new ObjectMetaBuilder(manifest.metadata())
            .withUid(UUID.randomUUID().toString())
            .withCreationTimestamp(Timestamps.seconds(now))
            .addToAnnotations(Annotations.STORE_VERSION, Integer.toString(STORE_VERSION))
            .build();
    return new Experiment(manifest.apiVersion(), manifest.kind(), metadata, manifest.spec(), null);
  }

  /** Looks at the version alone: what a newer Rondo wrote need not be readable as this one's. */
  private static void refuseNewer(StoreFolder folder) throws IOException {
    int version =
        YamlObjects.read(folder.experiment(), JsonNode.class)
            .path("metadata")
            .path("annotations")
            .path(Annotations.STORE_VERSION)
            .asInt(STORE_VERSION);
    if (version > STORE_VERSION) {
      throw new IOException(
          "%s was written by a newer Rondo (store version %d, this one reads up to %d): use that one"
              .formatted(folder.directory(), version, STORE_VERSION));
    }
  }

  private static Run object(Experiment experiment, PlannedRun run, Instant now) {
    ObjectMeta metadata =
        new ObjectMetaBuilder()
            .withName(run.name())
            .withLabels(
                Map.of(
                    Labels.EXPERIMENT,
                    experiment.metadata().getName(),
                    Labels.CONFIG,
                    run.config()))
            .withCreationTimestamp(Timestamps.seconds(now))
            .withUid(UUID.randomUUID().toString())
            .build();
    return new Run(experiment.apiVersion(), Api.RUN, metadata, run.spec(), null);
  }
}
