package dev.rondo.cli.cluster;

import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.scheduler.local.StoreFolder;
import dev.rondo.scheduler.local.YamlObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An experiment's records in a folder as local mode keeps them, made of its objects and of files of
 * its volume.
 */
final class FetchedRecords {
  private static final String CHECKPOINTS = "/checkpoints/";
  private static final String TURNS = "turns";

  private final Experiment experiment;
  private final List<Run> runs;

  FetchedRecords(Experiment experiment, List<Run> runs) {
    this.experiment = experiment;
    this.runs = runs.stream().filter(run -> records(run).isPresent()).toList();
  }

  /** What to fetch, by its path under the experiment's folder on the volume; empty: nothing yet. */
  List<Path> names() {
    List<Path> names =
        new ArrayList<>(runs.stream().map(run -> Path.of(records(run).orElseThrow())).toList());
    if (!names.isEmpty()) {
      names.add(Path.of(TURNS));
    }
    return names;
  }

  /**
   * Puts what was fetched in its place.
   *
   * @param fetched where it is
   */
  void arrange(Path fetched, StoreFolder into) throws IOException {
    Files.createDirectories(into.directory());
    YamlObjects.write(into.experiment(), experiment);
    for (Run run : runs) {
      String name = run.metadata().getName();
      Files.createDirectories(into.run(name).directory());
      YamlObjects.write(into.runObject(name), run);
      Files.copy(
          fetched.resolve(records(run).orElseThrow()),
          into.run(name).directory().resolve("metrics.jsonl"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    // Each worker keeps its own.
    List<String> turns = new ArrayList<>();
    try (Stream<Path> workers = Files.list(fetched.resolve(TURNS))) {
      for (Path worker : workers.sorted().toList()) {
        turns.addAll(Files.readAllLines(worker));
      }
    }
    Files.write(into.turnLog(), turns);
  }

  /** A run's metrics.jsonl: beside the checkpoint that its status names. */
  private static Optional<String> records(Run run) {
    return Optional.ofNullable(run.status())
        .map(RunStatus::worker)
        .map(WorkerReport::checkpoint)
        .map(CheckpointRef::path)
        .map(path -> path.substring(0, path.indexOf(CHECKPOINTS)) + "/metrics.jsonl");
  }
}
