package dev.rondo.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command line as people run it: a process of its own, with trainers of its own. */
final class CommandLineProcess {
  private CommandLineProcess() {}

  /**
   * What came of it.
   *
   * @param exit code
   * @param out standard output
   * @param err standard error
   */
  record Result(int exit, String out, String err) {
    /** Both streams, to look for a message. */
    String text() {
      return out + err;
    }
  }

  static Result run(Path directory, String... arguments) throws IOException, InterruptedException {
    return run(directory, Map.of(), arguments);
  }

  static Result run(Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return run(RondoCommand.RONDO, directory, environment, arguments);
  }

  /** The kubectl plugin. */
  static Result kubectl(Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return run("dev.rondo.cli.KubectlRondo", directory, environment, arguments);
  }

  private static Result run(
      String main, Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("rondo", ".out");
    Path err = Files.createTempFile("rondo", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(RondoCommand.of(main, List.of(arguments)))
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      int exit = builder.start().waitFor();
      return new Result(exit, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
