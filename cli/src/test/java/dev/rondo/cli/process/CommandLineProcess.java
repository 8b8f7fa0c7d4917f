package dev.rondo.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line as people run it: a process of its own, with trainers of its own. */
final class CommandLineProcess {
  private static final String CLASSPATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

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
    return run("dev.rondo.cli.Rondo", directory, environment, arguments);
  }

  /** The kubectl plugin. */
  static Result kubectl(Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return run("dev.rondo.cli.KubectlRondo", directory, environment, arguments);
  }

  /** What starts a main class as `rondo` does. */
  static List<String> command(String main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
        "-Drondo.trainer.classpath=" + CLASSPATH,
        "-cp",
        CLASSPATH,
        main);
  }

  private static Result run(
      String main, Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(command(main));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("rondo", ".out");
    Path err = Files.createTempFile("rondo", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
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
