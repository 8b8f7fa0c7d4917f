package dev.rondo.cli.cluster;

import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.cli.command.StatusLine;
import dev.rondo.scheduler.worker.FolderZip;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pod for as long as files are copied to or from an experiment's volume. */
final class VolumePod implements AutoCloseable {
  private static final long DEADLINE_SECONDS = VolumePodSpec.DEADLINE.toSeconds();
  private static final int START_MINUTES = 5;

  private final KubernetesClient client;
  private final Pod pod;
  private final StatusLine status;
  private final AtomicBoolean isDeleted = new AtomicBoolean();

  private VolumePod(KubernetesClient client, Pod pod, StatusLine status) {
    this.client = client;
    this.pod = pod;
    this.status = status;
    Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
  }

  /**
   * Starts one and waits for it.
   *
   * @param claim the experiment's
   * @throws IOException with what kept it from starting
   */
  static VolumePod start(
      KubernetesClient client, ExperimentResource experiment, String claim, StatusLine status)
      throws IOException {
    VolumePod started = new VolumePod(client, VolumePodSpec.of(experiment, claim), status);
    try {
      client.resource(started.pod).create();
      started.await();
    } catch (IOException | RuntimeException never) {
      started.close();
      throw never;
    }
    return started;
  }

  private void await() throws IOException {
    String name = pod.getMetadata().getName();
    try {
      client
          .resource(pod)
          .waitUntilCondition(
              seen -> {
                if (seen != null) {
                  status.show("Waiting for pod " + name + PodDelay.of(seen));
                }
                return seen == null || Readiness.isPodReady(seen);
              },
              START_MINUTES,
              TimeUnit.MINUTES);
    } catch (KubernetesClientTimeoutException late) {
      Pod seen = client.resource(pod).get();
      throw new IOException(
          "pod %s, which copies files, has not started within %d minutes%s"
              .formatted(name, START_MINUTES, seen == null ? "" : PodDelay.of(seen)),
          late);
    }
  }

  /** Copies files and folders to the volume's root. */
  void send(Path base, List<Path> names) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (ExecWatch run =
        container()
            .redirectingInput()
            .writingError(said)
            .exec(program(WorkerPod.UNPACK_COMMAND, WorkerPod.STORAGE_PATH, List.of()))) {
      FolderZip.write(base, names, new CountedOutput(run.getInput(), "Sent", status));
      end(run, said);
    }
  }

  /** Copies a folder of the volume; returns how many files it had. */
  int fetch(String folder, Path into) throws IOException {
    return fetch(folder, List.of(), into);
  }

  /** The same of some of its files and folders. */
  int fetch(String folder, List<Path> names, Path into) throws IOException {
    Path zip = Files.createTempFile("rondo", ".zip");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      try (OutputStream out = new CountedOutput(Files.newOutputStream(zip), "Received", status);
          ExecWatch run =
              container()
                  .writingOutput(out)
                  .writingError(said)
                  .exec(
                      program(
                          WorkerPod.PACK_COMMAND, WorkerPod.STORAGE_PATH + "/" + folder, names))) {
        end(run, said);
      }
      try (var in = Files.newInputStream(zip)) {
        return FolderZip.read(in, into);
      }
    } finally {
      Files.delete(zip);
    }
  }

  private ContainerResource container() {
    return client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .inContainer(VolumePodSpec.CONTAINER);
  }

  private static String[] program(String command, String folder, List<Path> names) {
    List<String> program =
        new ArrayList<>(
            List.of(
                "java",
                "-XX:-UsePerfData",
                "-cp",
                "/app/scheduler/*",
                "dev.rondo.scheduler.worker.WorkerMain",
                command,
                folder));
    names.forEach(name -> program.add(name.toString()));
    return program.toArray(String[]::new);
  }

  private static void end(ExecWatch run, ByteArrayOutputStream said) throws IOException {
    try {
      int code = run.exitCode().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (code != 0) {
        throw new IOException("copying failed: " + said.toString(StandardCharsets.UTF_8).strip());
      }
    } catch (ExecutionException | TimeoutException failed) {
      throw new IOException("copying failed: " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while copying", interrupted);
    }
  }

  @Override
  public void close() {
    status.clear();
    delete();
  }

  /** Also on Ctrl-C. */
  private void delete() {
    if (isDeleted.compareAndSet(false, true)) {
      client.resource(pod).delete();
    }
  }
}
