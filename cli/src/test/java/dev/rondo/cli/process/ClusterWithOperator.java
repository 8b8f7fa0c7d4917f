package dev.rondo.cli.process;

import dev.rondo.api.names.FieldManagers;
import dev.rondo.api.names.Labels;
import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.DesiredState;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.Progress;
import dev.rondo.api.v1alpha1.RunMetrics;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.core.clone.CheckpointRequests;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kube-apiserver, the operator as it is shipped in a process of its own, and in place of workers
 * what they would say: wanted runs do a step a look, the others stop.
 */
final class ClusterWithOperator implements AutoCloseable {
  private static final Path OPERATOR = Path.of("../operator/target/quarkus-app/quarkus-run.jar");
  private static final Path CRDS = Path.of("../helm/rondo/crds");
  private static final long TOTAL_STEPS = 16_000;

  private final KubeAPIServer server;
  private final KubernetesClient client;
  private final Process operator;
  private final Path kubeConfig;
  private final Thread workers = Thread.ofPlatform().unstarted(this::work);
  private final Map<String, Long> steps = new HashMap<>();

  private ClusterWithOperator(Path directory, Path versions) throws IOException {
    String name = String.valueOf(versions.getFileName());
    server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(String.valueOf(versions.resolve("../..").normalize()))
                .withApiServerVersion(name.substring(0, name.indexOf('-')))
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .build());
    server.start();
    kubeConfig = Files.writeString(directory.resolve("kubeconfig"), server.getKubeConfigYaml());
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
            .build();
    for (String crd : List.of("experiments.rondo.dev.yaml", "runs.rondo.dev.yaml")) {
      try (var yaml = Files.newInputStream(CRDS.resolve(crd))) {
        client.load(yaml).create();
      }
    }
    operator = operator(directory);
    workers.start();
  }

  /** What is missing for one; empty: nothing. */
  static Optional<String> missing() {
    return Files.notExists(OPERATOR)
        ? Optional.of("SKIPPED: the operator is not packaged (mvn package -pl operator -am)")
        : binaries().isEmpty()
            ? Optional.of("SKIPPED: no kube-apiserver and etcd; run `make cluster-tools`")
            : Optional.empty();
  }

  static ClusterWithOperator start(Path directory) throws IOException {
    return new ClusterWithOperator(directory, binaries().orElseThrow());
  }

  private static Optional<Path> binaries() {
    String tools =
        Optional.ofNullable(System.getenv("RONDO_TOOLS_DIR"))
            .orElse(System.getProperty("user.home") + "/.cache/rondo");
    try (Stream<Path> versions = Files.list(Path.of(tools, "k8s"))) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("kube-apiserver")))
          .filter(version -> Files.isExecutable(version.resolve("etcd")))
          .max(Path::compareTo);
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private Process operator(Path directory) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                OPERATOR.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("operator.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "KUBECONFIG", kubeConfig.toString(),
                "RONDO_LEASE_NAMESPACE", "default",
                "RONDO_WORKER_IMAGE", "rondo/worker:test",
                "QUARKUS_HTTP_PORT", "0"));
    return builder.start();
  }

  /** With all rights. */
  KubernetesClient client() {
    return client;
  }

  /** What a person's kubectl is told. */
  Map<String, String> environment() {
    return Map.of("KUBECONFIG", kubeConfig.toString());
  }

  /** Tells the operator to end; its exit code. */
  int endOperator() throws InterruptedException {
    operator.destroy();
    return operator.waitFor();
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        client
            .pods()
            .inNamespace("default")
            .withLabel(Labels.COMPONENT, WorkerPod.COMPONENT)
            .list()
            .getItems()
            .stream()
            .filter(pod -> !"Running".equals(pod.getStatus().getPhase()))
            .forEach(this::ready);
        for (RunResource run :
            client.resources(RunResource.class).inNamespace("default").list().getItems()) {
          placement(run).ifPresent(placement -> report(run, placement));
        }
        Thread.sleep(100);
      } catch (InterruptedException ended) {
        return;
      } catch (KubernetesClientException failed) {
        if (failed.getCause() instanceof InterruptedIOException) {
          return;
        }
        throw failed;
      }
    }
  }

  private void ready(Pod pod) {
    client
        .resource(pod)
        .editStatus(now -> {
          now.setStatus(
              new PodStatusBuilder()
                  .withPhase("Running")
                  .withConditions(
                      new PodConditionBuilder().withType("Ready").withStatus("True").build())
                  .build());
          return now;
        });
  }

  private static Optional<Placement> placement(RunResource run) {
    return Optional.ofNullable(run.getStatus()).map(RunStatus::placement);
  }

  private void report(RunResource run, Placement placement) {
    String name = run.getMetadata().getName();
    boolean isWanted = run.getSpec().desiredState() != DesiredState.Stopped;
    long step = steps.merge(name, isWanted ? 1L : 0L, Long::sum);
    WorkerReport report =
        new WorkerReport(
            placement.epoch(),
            isWanted ? "Training" : "Stopped",
            0,
            new Progress(step, TOTAL_STEPS, 0, 4, null, null, null, null),
            new RunMetrics(2.0 / step, 3.0 / step, null, "key", 1e-3, null, 3.0 / step, step, null),
            new CheckpointRef(
                step,
                "runs/%s/%d/checkpoints/step-%06d"
                    .formatted(run.getMetadata().getUid(), placement.epoch(), step),
                "sha256:" + step),
            null,
            null,
            null,
            null,
            null,
            null,
            List.copyOf(CheckpointRequests.open(run.toRun())));
    RunResource applied = new RunResource();
    applied.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("default").build());
    applied.setStatus(RunStatus.of(report));
    try {
      client
          .resource(applied)
          .subresource("status")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager(FieldManagers.WORKER)
                  .withForce(true)
                  .build());
    } catch (KubernetesClientException refused) {
      // Somebody may have deleted it since it was listed.
      if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw refused;
      }
    }
  }

  @Override
  public void close() {
    workers.interrupt();
    try {
      workers.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    operator.destroyForcibly();
    client.close();
    server.stop();
  }
}
