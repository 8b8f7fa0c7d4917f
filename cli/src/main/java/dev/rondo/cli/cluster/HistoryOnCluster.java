package dev.rondo.cli.cluster;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.cli.command.ExitCode;
import dev.rondo.cli.table.GestureText;
import dev.rondo.cli.table.Ink;
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

/** {@code kubectl rondo history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "List the gestures on a run: which, when, what came of it, how long it took.")
public final class HistoryOnCluster implements Callable<Integer> {
  private static final int WIDTH = 160;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String run;

  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  HistoryOnCluster() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (KubernetesClient client = cluster.client()) {
      List<ControlEntry> answers =
          ClusterGesture.answers(
              ClusterGesture.seen(
                  client
                      .resources(RunResource.class)
                      .inNamespace(cluster.namespace(client))
                      .withName(run),
                  run));
      if (answers.isEmpty()) {
        out.println("no gesture was made on " + run);
        return ExitCode.OK;
      }
      GestureText.history(answers, WIDTH, Ink.PLAIN).forEach(out::println);
      return ExitCode.OK;
    }
  }
}
