package dev.rondo.cli.cluster;

import dev.rondo.api.names.WorkerPod;
import dev.rondo.scheduler.worker.FolderZip;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
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

/** A pod for as long as files are copied to or from an experiment's volume. */
final class VolumePod implements AutoCloseable {
  private static final String CONTAINER = "files";
  private static final long USER = 65532;
  private static final long DEADLINE_SECONDS = 3600;
  private static final int START_MINUTES = 5;

  private final KubernetesClient client;
  private final Pod pod;

  private VolumePod(KubernetesClient client, Pod pod) {
    this.client = client;
    this.pod = pod;
  }

  /**
   * Starts one and waits for it.
   *
   * @param image of workers
   */
  static VolumePod start(KubernetesClient client, String namespace, String claim, String image) {
    Pod created = client.resource(pod(namespace, claim, image)).create();
    VolumePod started = new VolumePod(client, created);
    try {
      client.resource(created).waitUntilReady(START_MINUTES, TimeUnit.MINUTES);
    } catch (RuntimeException never) {
      started.close();
      throw never;
    }
    return started;
  }

  private static Pod pod(String namespace, String claim, String image) {
    return new PodBuilder()
        .withNewMetadata()
        .withGenerateName("rondo-files-")
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withActiveDeadlineSeconds(DEADLINE_SECONDS)
        .withTerminationGracePeriodSeconds(0L)
        .withAutomountServiceAccountToken(false)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewContainer()
        .withName(CONTAINER)
        .withImage(image)
        .withArgs(WorkerPod.HOLD_COMMAND)
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName(WorkerPod.STORAGE_VOLUME)
        .withMountPath(WorkerPod.STORAGE_PATH)
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName(WorkerPod.STORAGE_VOLUME)
        .withNewPersistentVolumeClaim(claim, false)
        .endVolume()
        .endSpec()
        .build();
  }

  /** Copies files and folders to the volume's root. */
  void send(Path base, List<Path> names) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (ExecWatch run =
        container()
            .redirectingInput()
            .writingError(said)
            .exec(program(WorkerPod.UNPACK_COMMAND, WorkerPod.STORAGE_PATH, List.of()))) {
      FolderZip.write(base, names, run.getInput());
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
      try (OutputStream out = Files.newOutputStream(zip);
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
        .inContainer(CONTAINER);
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
    client.resource(pod).delete();
  }
}
