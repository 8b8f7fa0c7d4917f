package dev.rondo.scheduler.trainer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a trainer process is started. It is a JVM of its own, so that a crash in native code takes
 * nothing else with it.
 *
 * @param java the launcher
 * @param classpath of the trainer
 * @param threads of one operation; part of the numerics fingerprint
 */
public record TrainerCommand(Path java, String classpath, int threads) {
  /**
   * Ctrl-C reaches every process of a terminal's foreground group; who ends turns and saves then is
   * the scheduler. A JVM that is started with the signal ignored leaves it so.
   */
  private static final String DEAF_TO_CTRL_C = "trap '' INT; exec \"$@\"";

  /** Starts nothing; the process' standard output and error go to the log. */
  ProcessBuilder at(Path socket, Path log) {
    List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", DEAF_TO_CTRL_C, "trainer"));
    shell.addAll(arguments(socket));
    return builder(shell)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  /**
   * A trainer of a container, where there is no shell and no terminal; starts nothing.
   *
   * @param socket where it will listen
   */
  public ProcessBuilder at(Path socket) {
    return builder(arguments(socket)).inheritIO();
  }

  private ProcessBuilder builder(List<String> arguments) {
    ProcessBuilder builder = new ProcessBuilder(arguments);
    String count = Integer.toString(threads);
    builder
        .environment()
        .putAll(Map.of("RUST_FLAVOR", "cpu", "OMP_NUM_THREADS", count, "MKL_NUM_THREADS", count));
    return builder;
  }

  private List<String> arguments(Path socket) {
    return List.of(
        java.toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        "-Dai.djl.offline=true",
        "-Dai.djl.pytorch.num_threads=" + threads,
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Dorg.slf4j.simpleLogger.log.io.grpc.netty=error",
        "-cp",
        classpath,
        "dev.rondo.trainer.service.TrainerMain",
        "--socket",
        socket.toString(),
        "--threads",
        Integer.toString(threads),
        "--parent",
        Long.toString(ProcessHandle.current().pid()));
  }
}
