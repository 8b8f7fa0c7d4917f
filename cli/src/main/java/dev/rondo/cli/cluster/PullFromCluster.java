package dev.rondo.cli.cluster;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.CheckpointRef;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.api.v1alpha1.WorkerReport;
import dev.rondo.cli.command.ExitCode;
import dev.rondo.cli.command.StatusLine;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl rondo pull RUN DIR}: copies what a run made from its experiment's volume. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = "Copy a run's adapter (or model) from its experiment's volume to a directory.")
public final class PullFromCluster implements Callable<Integer> {
  private static final String CHECKPOINTS = "/checkpoints/";

  @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
  private String run;

  @Parameters(index = "1", paramLabel = "DIR", description = "Where to; made if it is not there.")
  private Path directory;

  @Option(
      names = "--what",
      paramLabel = "FOLDER",
      defaultValue = "adapter",
      description = "adapter, best, or model after full fine-tuning (default: ${DEFAULT-VALUE}).")
  private String what;

  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  PullFromCluster() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (KubernetesClient client = cluster.client()) {
      String namespace = cluster.namespace(client);
      RunResource found =
          client.resources(RunResource.class).inNamespace(namespace).withName(run).get();
      if (found == null) {
        err.printf("there is no run %s in namespace %s%n", run, namespace);
        return ExitCode.FAILED;
      }
      Optional<CheckpointRef> checkpoint =
          Optional.ofNullable(found.getStatus())
              .map(RunStatus::worker)
              .map(WorkerReport::checkpoint);
      if (checkpoint.isEmpty()) {
        err.printf("run %s has saved nothing yet%n", run);
        return ExitCode.FAILED;
      }
      ExperimentResource experiment =
          client
              .resources(ExperimentResource.class)
              .inNamespace(namespace)
              .withName(found.getSpec().experiment())
              .require();
      int files = pull(client, experiment, checkpoint.get().path());
      out.printf("%d files of %s, step %d: %s%n", files, run, checkpoint.get().step(), directory);
      out.flush();
      return ExitCode.OK;
    }
  }

  /** What a status names is beside the checkpoint that it names. */
  private int pull(KubernetesClient client, ExperimentResource experiment, String checkpoint)
      throws IOException {
    String folder =
        "experiments/%s/%s/%s"
            .formatted(
                experiment.getMetadata().getUid(),
                checkpoint.substring(0, checkpoint.indexOf(CHECKPOINTS)),
                what);
    String claim = ExperimentClaim.ensure(client, experiment);
    StatusLine status = new StatusLine(spec.commandLine().getErr());
    try (VolumePod pod = VolumePod.start(client, experiment, claim, status)) {
      return pod.fetch(folder, directory.toAbsolutePath());
    }
  }
}
