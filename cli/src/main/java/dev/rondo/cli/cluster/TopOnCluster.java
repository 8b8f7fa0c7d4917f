package dev.rondo.cli.cluster;

import dev.rondo.cli.command.ExitCode;
import dev.rondo.cli.command.Terminal;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.table.Ink;
import dev.rondo.cli.table.LiveScreen;
import dev.rondo.cli.table.LiveTable;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl rondo top}: the live table of {@code rondo run}. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    description = {"Show how experiments go on: on a terminal until Ctrl-C, else once."})
public final class TopOnCluster implements Callable<Integer> {
  private static final int WIDTH = 110;
  private static final long INTERVAL_SECONDS = 1;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description = "Which one (default: all of the namespace).")
  private String name;

  @Option(names = "--plain", description = "Once, also on a terminal.")
  private boolean plain;

  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  TopOnCluster() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (KubernetesClient client = cluster.client()) {
      String namespace = cluster.namespace(client);
      if (plain || !Terminal.isAttached()) {
        for (ExperimentView view : views(client, namespace)) {
          LiveTable.render(view, WIDTH).forEach(spec.commandLine().getOut()::println);
        }
        return ExitCode.OK;
      }
      Ink ink = Ink.of(System.getenv(), true);
      try (LiveScreen screen = LiveScreen.open()) {
        while (true) {
          screen.draw(
              views(client, namespace).stream()
                  .flatMap(
                      view -> LiveTable.render(view, screen.width(), screen.height(), ink).stream())
                  .limit(screen.height())
                  .toList());
          TimeUnit.SECONDS.sleep(INTERVAL_SECONDS);
        }
      }
    }
  }

  private List<ExperimentView> views(KubernetesClient client, String namespace) throws IOException {
    return name == null
        ? ClusterViews.of(client, namespace)
        : List.of(ClusterViews.of(client, namespace, name));
  }
}
