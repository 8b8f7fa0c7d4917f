package dev.rondo.scheduler.local;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunSpec;
import dev.rondo.protocol.v1.RunConfig;
import dev.rondo.scheduler.store.FileUris;
import dev.rondo.scheduler.store.FixedInputs;
import dev.rondo.scheduler.store.LeafJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a trainer of this machine is told of runs.
 *
 * @param base the directory that relative paths of the manifest start from
 * @param date the day that templates print
 * @param preparedRows cache of prepared rows
 * @param known runs whose inputs may be fixed already
 */
public record LocalConfigs(Path base, LocalDate date, Path preparedRows, List<Run> known) {
  /** Keeps its own copy. */
  public LocalConfigs {
    known = List.copyOf(known);
  }

  /** Of an experiment that is in a store. */
  public static LocalConfigs of(StoreFolder folder) throws IOException {
    Experiment experiment = YamlObjects.read(folder.experiment(), Experiment.class);
    Map<String, String> annotations = experiment.metadata().getAnnotations();
    Path base = Path.of(annotations.getOrDefault(Annotations.MANIFEST_DIRECTORY, ""));
    List<Run> runs = new ArrayList<>();
    for (String name : folder.runs()) {
      runs.add(YamlObjects.read(folder.runObject(name), Run.class));
    }
    return new LocalConfigs(
        base.toAbsolutePath(), dayOf(experiment), folder.preparedRows(), List.copyOf(runs));
  }

  /**
   * Of a manifest's experiment: as it was fixed in the store, where it is there already.
   *
   * @param base the directory that relative paths of the manifest start from
   * @param today what templates print of an experiment that is not there yet
   */
  public static LocalConfigs of(StoreFolder folder, Path base, LocalDate today) throws IOException {
    if (!Files.exists(folder.experiment())) {
      return new LocalConfigs(base, today, folder.preparedRows(), List.of());
    }
    LocalConfigs stored = of(folder);
    return new LocalConfigs(base, stored.date(), folder.preparedRows(), stored.known());
  }

  /** The day of its creation. */
  static LocalDate dayOf(Experiment experiment) {
    String created = experiment.metadata().getCreationTimestamp();
    return LocalDate.parse(created.substring(0, created.indexOf('T')));
  }

  /** A run's configuration. */
  public RunConfig of(Run run) {
    return of(run.metadata().getName(), run.spec()).toBuilder()
        .clearRevisions()
        .putAllRevisions(FixedInputs.of(run, known))
        .build();
  }

  /** The configuration of a run that is not there yet. */
  public RunConfig of(String name, RunSpec spec) {
    return RunConfig.newBuilder()
        .setRunId(name)
        .setLeafJson(LeafJson.of(spec, new FileUris(base, Optional.empty())))
        .setFrozenDate(date.toString())
        .setCacheDir(preparedRows.toAbsolutePath().toString())
        .build();
  }
}
