package dev.rondo.scheduler.local;

import dev.rondo.scheduler.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An experiment's folder in a local store.
 *
 * @param directory {@code STORE/<experiment>}; need not be there
 */
public record StoreFolder(Path directory) {
  /** The Experiment, with its status. */
  public Path experiment() {
    return directory.resolve("experiment.yaml");
  }

  /** A run's folder. */
  public RunFolder run(String name) {
    return new RunFolder(directory.resolve("runs").resolve(name));
  }

  /** The Run object of a run. */
  public Path runObject(String name) {
    return run(name).directory().resolve("run.yaml");
  }

  /** Names of the runs that are there. */
  public List<String> runs() throws IOException {
    Path runs = directory.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(runs)) {
      return entries
          .filter(entry -> Files.isRegularFile(entry.resolve("run.yaml")))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Every turn. */
  public Path turnLog() {
    return directory.resolve("turns.jsonl");
  }

  /** What became of every gesture. */
  public Path gestureLog() {
    return directory.resolve("gestures.jsonl");
  }

  /** Gestures not yet taken in. */
  public Path requests() {
    return directory.resolve("requests");
  }

  /** Prepared rows by digest, shared by all experiments of the store. */
  public Path preparedRows() {
    return directory.resolveSibling(".prepared");
  }

  /** Logs of trainers. */
  public Path scratch() {
    return directory.resolve("scratch");
  }

  /** Runs on their way out. */
  public Path deleted() {
    return scratch().resolve("deleted");
  }

  /** Held by the process that trains. */
  public Path lock() {
    return directory.resolve(".lock");
  }
}
