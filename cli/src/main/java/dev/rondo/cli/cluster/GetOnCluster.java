package dev.rondo.cli.cluster;

import dev.rondo.cli.command.ExitCode;
import dev.rondo.cli.command.Listing;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kubectl rondo get}: what {@code rondo get} shows, of a namespace. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = "List runs or experiments with their ranks.")
public final class GetOnCluster implements Callable<Integer> {
  @Mixin private Listing listing;

  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  GetOnCluster() {}

  @Override
  public Integer call() throws IOException {
    try (KubernetesClient client = cluster.client()) {
      String namespace = cluster.namespace(client);
      listing.print(
          ClusterViews.of(client, namespace),
          "namespace " + namespace,
          spec.commandLine().getOut());
      return ExitCode.OK;
    }
  }
}
