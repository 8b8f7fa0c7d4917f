package dev.rondo.operator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The operator as it is shipped, in a process of its own with the options of its image. */
final class OperatorProcess implements AutoCloseable {
  private static final Path OPERATOR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path kubeConfig;

  private OperatorProcess(Process process, Path kubeConfig) {
    this.process = process;
    this.kubeConfig = kubeConfig;
  }

  /** Starts it, as in a container with this limit of memory. */
  static OperatorProcess start(String kubeConfig, String namespace, String memory)
      throws IOException {
    Path config = Files.writeString(Files.createTempFile("kube", "config"), kubeConfig);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxRAM=" + memory,
                "-XX:MaxRAMPercentage=40",
                "-XX:+UseSerialGC",
                "-jar",
                OPERATOR.toString())
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target/thousand-runs.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "KUBECONFIG",
                config.toString(),
                "RONDO_LEASE_NAMESPACE",
                namespace,
                "RONDO_WORKER_IMAGE",
                "rondo/worker:bench",
                "QUARKUS_HTTP_PORT",
                "0"));
    return new OperatorProcess(builder.start(), config);
  }

  /** Now and at most, as the kernel has it. */
  String memory() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
        .map(line -> line.replaceAll("\\s+", " "))
        .collect(Collectors.joining(", "));
  }

  /** Seconds of a CPU until now, and since its start. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "the operator did not end within %d s of SIGTERM".formatted(PATIENCE_SECONDS));
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      Files.delete(kubeConfig);
    }
  }
}
