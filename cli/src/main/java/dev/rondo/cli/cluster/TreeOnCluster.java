package dev.rondo.cli.cluster;

import dev.rondo.cli.command.ExitCode;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.table.LineageText;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl rondo tree}. */
@Command(
    name = "tree",
    mixinStandardHelpOptions = true,
    description = "Show which runs are clones of which, and what each changed.")
public final class TreeOnCluster implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description = "Which one (default: all of the namespace).")
  private String name;

  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  TreeOnCluster() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (KubernetesClient client = cluster.client()) {
      String namespace = cluster.namespace(client);
      List<ExperimentView> views =
          name == null
              ? ClusterViews.of(client, namespace)
              : List.of(ClusterViews.of(client, namespace, name));
      for (ExperimentView view : views) {
        out.println(view.name());
        LineageText.of(view).forEach(out::println);
      }
      return ExitCode.OK;
    }
  }
}
