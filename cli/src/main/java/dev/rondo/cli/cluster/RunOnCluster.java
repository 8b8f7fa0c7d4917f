package dev.rondo.cli.cluster;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.api.v1alpha1.Experiment;
import dev.rondo.cli.command.ExitCode;
import dev.rondo.cli.command.Manifests;
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
import picocli.CommandLine.Spec;

/** {@code kubectl rondo run -f FILE}: applies an experiment together with the files it names. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Apply an experiment, with the files that its relative paths name.",
      "A new one is applied suspended; when the files are on its volume, it starts. Of one that is"
          + " there already the files go along that it did not name before."
    })
public final class RunOnCluster implements Callable<Integer> {
  @Option(
      names = {"-f", "--filename"},
      required = true,
      paramLabel = "EXPERIMENT.yaml",
      description = "The manifest.")
  private Path manifest;

  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  RunOnCluster() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Optional<Experiment> read = Manifests.experiment(manifest, err);
    if (read.isEmpty()) {
      return ExitCode.BAD_INPUT;
    }
    StagedInputs inputs = StagedInputs.of(read.get(), manifest.toAbsolutePath().getParent());
    if (!inputs.problems().isEmpty()) {
      inputs.problems().forEach(problem -> err.println(manifest + ": " + problem));
      return ExitCode.BAD_INPUT;
    }
    try (KubernetesClient client = cluster.client()) {
      String namespace = cluster.namespace(client);
      AppliedManifest applied = new AppliedManifest(client, namespace, manifest);
      Optional<ExperimentResource> before = applied.experiment();
      StagedInputs missing =
          before
              .filter(there -> !AppliedManifest.isHeldBack(there))
              .map(inputs::without)
              .orElse(inputs);
      if (!missing.names().isEmpty()) {
        if (before.isEmpty()) {
          applied.applySuspended();
        }
        stage(client, applied.seenByOperator(), missing);
      }
      applied.apply();
      out.printf(
          "experiment %s is applied; look at it with: kubectl -n %s get experiments,runs%n",
          read.get().metadata().getName(), namespace);
      out.flush();
    }
    return ExitCode.OK;
  }

  private void stage(KubernetesClient client, ExperimentResource experiment, StagedInputs inputs)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String claim = ExperimentClaim.ensure(client, experiment);
    out.printf("copying %s to claim %s%n", inputs.names(), claim);
    out.flush();
    StatusLine status = new StatusLine(spec.commandLine().getErr());
    try (VolumePod pod = VolumePod.start(client, experiment, claim, status)) {
      pod.send(inputs.base(), inputs.names());
    }
  }
}
