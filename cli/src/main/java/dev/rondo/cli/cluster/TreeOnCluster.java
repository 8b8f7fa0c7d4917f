package dev.rondo.cli.cluster;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.Run;
import dev.rondo.cli.command.ExitCode;
import dev.rondo.core.clone.LineageTree;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kubectl rondo tree}. */
@Command(
    name = "tree",
    mixinStandardHelpOptions = true,
    description = "Show which runs are clones of which.")
public final class TreeOnCluster implements Callable<Integer> {
  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  TreeOnCluster() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (KubernetesClient client = cluster.client()) {
      List<Run> runs =
          client
              .resources(RunResource.class)
              .inNamespace(cluster.namespace(client))
              .list()
              .getItems()
              .stream()
              .map(RunResource::toRun)
              .toList();
      for (LineageTree.Node node : LineageTree.of(runs)) {
        String branch = node.depth() == 0 ? "" : node.isLast() ? "└── " : "├── ";
        out.println(
            "    ".repeat(Math.max(0, node.depth() - 1))
                + branch
                + node.run().metadata().getName());
      }
      return ExitCode.OK;
    }
  }
}
