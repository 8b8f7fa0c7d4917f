package dev.rondo.cli.cluster;

import dev.rondo.api.names.WorkerPod;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Placement;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.cli.command.ExitCode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl rondo logs}: what the containers of a run's worker say. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Print the logs of the worker that holds a run: its scheduler and its trainers.")
public final class LogsOnCluster implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String run;

  @Option(
      names = "--tail",
      paramLabel = "LINES",
      defaultValue = "100",
      description = "Lines of each container (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  LogsOnCluster() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (KubernetesClient client = cluster.client()) {
      String namespace = cluster.namespace(client);
      Pod worker = worker(client, namespace);
      String name = worker.getMetadata().getName();
      boolean isSilent = true;
      for (String container : containers(worker)) {
        String log =
            client
                .pods()
                .inNamespace(namespace)
                .withName(name)
                .inContainer(container)
                .tailingLines(lines)
                .getLog();
        log.lines().forEach(line -> out.println(container + ": " + line));
        isSilent &= log.isEmpty();
      }
      if (isSilent) {
        out.printf("the containers of %s have said nothing yet%n", name);
      }
      return ExitCode.OK;
    }
  }

  private Pod worker(KubernetesClient client, String namespace) throws IOException {
    RunResource seen =
        ClusterGesture.seen(
            client.resources(RunResource.class).inNamespace(namespace).withName(run), run);
    String name =
        Optional.ofNullable(seen.getStatus())
            .map(RunStatus::placement)
            .map(Placement::worker)
            .orElseThrow(() -> new IOException(run + " was on no worker yet"));
    Pod worker = client.pods().inNamespace(namespace).withName(name).get();
    if (worker == null) {
      throw new IOException(
          "%s was on worker %s, which is gone with its logs".formatted(run, name));
    }
    return worker;
  }

  /** The scheduler is a native sidecar, so among those that start first. */
  private static List<String> containers(Pod worker) {
    return Stream.concat(
            worker.getSpec().getInitContainers().stream(),
            worker.getSpec().getContainers().stream())
        .map(Container::getName)
        .filter(name ->
            name.equals(WorkerPod.SCHEDULER_CONTAINER)
                || name.startsWith(WorkerPod.TRAINER_CONTAINER_PREFIX))
        .toList();
  }
}
