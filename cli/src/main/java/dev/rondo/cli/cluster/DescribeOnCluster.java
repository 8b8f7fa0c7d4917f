package dev.rondo.cli.cluster;

import dev.rondo.api.resource.RunResource;
import dev.rondo.api.v1alpha1.ControlEntry;
import dev.rondo.api.v1alpha1.RunStatus;
import dev.rondo.cli.command.ExitCode;
import dev.rondo.cli.table.GestureText;
import dev.rondo.cli.table.Ink;
import dev.rondo.cli.table.ObjectOutput;
import dev.rondo.cli.table.StoryText;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl rondo describe}: a run's story on a page. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = "Tell of a run: its configuration, conditions, gestures and events.")
public final class DescribeOnCluster implements Callable<Integer> {
  private static final int WIDTH = 160;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String run;

  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  DescribeOnCluster() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (KubernetesClient client = cluster.client()) {
      String namespace = cluster.namespace(client);
      RunResource seen =
          ClusterGesture.seen(
              client.resources(RunResource.class).inNamespace(namespace).withName(run), run);
      RunStatus status = Objects.requireNonNullElse(seen.getStatus(), RunStatus.EMPTY);
      out.printf("%s of %s: %s%n", run, seen.getSpec().experiment(), status.state());
      part(out, "Configuration", ObjectOutput.YAML.one(seen.getSpec().config()).lines().toList());
      if (status.placement() != null) {
        part(out, "Placement", ObjectOutput.YAML.one(status.placement()).lines().toList());
      }
      if (status.worker() != null) {
        part(out, "Worker", ObjectOutput.YAML.one(status.worker()).lines().toList());
      }
      part(
          out,
          "Conditions",
          StoryText.conditions(
              Objects.requireNonNullElse(status.conditions(), List.of()), WIDTH, Ink.PLAIN));
      List<ControlEntry> answers = ClusterGesture.answers(seen);
      if (!answers.isEmpty()) {
        part(out, "Gestures", GestureText.history(answers, WIDTH, Ink.PLAIN));
      }
      part(out, "Events", StoryText.events(events(client, namespace), WIDTH, Ink.PLAIN));
      return ExitCode.OK;
    }
  }

  private static void part(PrintWriter out, String title, List<String> lines) {
    out.println(title + ":");
    lines.forEach(line -> out.println("  " + line));
  }

  private List<StoryText.Happened> events(KubernetesClient client, String namespace) {
    return client
        .events()
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("regarding.name", run)
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing((Event event) -> event.getEventTime().getTime()))
        .map(event ->
            new StoryText.Happened(
                event.getEventTime().getTime(), event.getReason(), event.getNote()))
        .toList();
  }
}
