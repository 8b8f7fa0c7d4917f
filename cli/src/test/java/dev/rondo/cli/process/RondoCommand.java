package dev.rondo.cli.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the {@code rondo} script starts its programs, here from what the tests were compiled to. */
public final class RondoCommand {
  /** The command line. */
  public static final String RONDO = "dev.rondo.cli.Rondo";

  private static final String CLASSPATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private RondoCommand() {}

  /**
   * The command of a process.
   *
   * @param main class, such as {@link #RONDO}
   */
  public static List<String> of(String main, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Drondo.trainer.classpath=" + CLASSPATH,
                "-cp",
                CLASSPATH,
                main));
    command.addAll(arguments);
    return command;
  }
}
