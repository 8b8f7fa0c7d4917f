package dev.rondo.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** {@code --store}: where experiments are. */
final class StoreOption {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Where experiments are kept (default: ${DEFAULT-VALUE}).",
      defaultValue = ".rondo")
  private Path directory;

  Path directory() {
    return directory;
  }

  /** Folders of the experiments that are there. */
  List<Path> experiments() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          directory + " is no store: give --store DIR, or start one with `rondo run`");
    }
    try (Stream<Path> folders = Files.list(directory)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("experiment.yaml")))
          .sorted()
          .toList();
    }
  }

  /** The folder of an experiment; without a name, of the only or newest one. */
  Path experiment(String name) throws IOException {
    List<Path> known = experiments();
    if (name == null) {
      return known.stream()
          .max(Comparator.comparingLong(StoreOption::changed))
          .orElseThrow(() -> new IOException(directory + " holds no experiment"));
    }
    return known.stream()
        .filter(folder -> folder.getFileName().toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IOException(
                "no experiment \"%s\" in %s; there are: %s"
                    .formatted(name, directory, names(known))));
  }

  /** The folder of the experiment that has this run. */
  Path experimentOfRun(String run) throws IOException {
    return experiments().stream()
        .filter(folder -> Files.isRegularFile(folder.resolve("runs/" + run + "/run.yaml")))
        .findFirst()
        .orElseThrow(() ->
            new IOException(
                "no run \"%s\" in %s; `rondo get runs` lists them".formatted(run, directory)));
  }

  private static String names(List<Path> folders) {
    return String.join(", ", folders.stream().map(f -> f.getFileName().toString()).toList());
  }

  private static long changed(Path folder) {
    return folder.resolve("experiment.yaml").toFile().lastModified();
  }
}
