package dev.rondo.cli.command;

import dev.rondo.scheduler.trainer.TrainerCommand;
import java.io.IOException;
import java.nio.file.Path;

/** Where the trainer's own jars are; the launcher script says so. */
final class TrainerLibraries {
  private static final String PROPERTY = "rondo.trainer.classpath";

  private TrainerLibraries() {}

  /** How trainers are started on this machine. */
  static TrainerCommand command(int threads) throws IOException {
    String classpath = System.getProperty(PROPERTY);
    if (classpath == null) {
      throw new IOException(
          "the trainer's jars are unknown: start with ./rondo, which sets -D" + PROPERTY);
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new TrainerCommand(java, classpath, threads);
  }
}
