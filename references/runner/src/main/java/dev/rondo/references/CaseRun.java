package dev.rondo.references;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Runs a case as a person would: {@code rondo run EXPERIMENT.yaml}, in a store of its own. */
final class CaseRun {
  private final Path rondo;
  private final Path work;

  /**
   * @param rondo the command
   * @param work where stores are made, one for each case and number of chunks
   */
  CaseRun(Path rondo, Path work) {
    this.rondo = rondo;
    this.work = work;
  }

  /**
   * Returns the run's folder in the store.
   *
   * @throws IOException when the command fails; the message ends with what it said
   */
  Path run(ReferenceCase recorded, int chunks) throws IOException, InterruptedException {
    Path directory = work.resolve(recorded.name()).resolve("chunks-" + chunks);
    clear(directory);
    Files.createDirectories(directory);
    Path manifest = directory.resolve("experiment.yaml");
    Path output = directory.resolve("output.txt");
    Path rounds = directory.resolve("rounds.jsonl");
    if (recorded.generates()) {
      RecordedRounds.write(recorded, rounds);
    }
    Files.writeString(manifest, CaseManifest.of(recorded, chunks, rounds));
    int exit =
        new ProcessBuilder(
                rondo.toString(),
                "run",
                manifest.toString(),
                "--store",
                directory.toString(),
                "--plain")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException(
          "rondo run ended with exit code " + exit + ":\n" + Files.readString(output).strip());
    }
    return directory.resolve(CaseManifest.FOLDER).resolve("runs").resolve(CaseManifest.RUN);
  }

  /** A store that is there already would be gone on with. */
  private static void clear(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
