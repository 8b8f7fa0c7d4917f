package dev.rondo.cli.cluster;

import dev.rondo.api.names.Annotations;
import dev.rondo.api.resource.RunResource;
import dev.rondo.cli.command.ExitCode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl rondo stop}, {@code resume} and {@code delete}. */
public final class GesturesOnCluster {
  private GesturesOnCluster() {}

  /** A gesture by an annotation that says true. */
  abstract static class Annotated implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's name.")
    private String run;

    @Option(
        names = "--wait",
        paramLabel = "SECONDS",
        defaultValue = "10",
        description = "For the gesture to take effect (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Mixin private ClusterOption cluster;

    @Spec private CommandSpec spec;

    abstract String annotation();

    @Override
    public Integer call() throws IOException, InterruptedException {
      return ClusterGesture.make(
          cluster, run, annotation(), "true", Duration.ofSeconds(seconds), spec);
    }
  }

  /** {@code kubectl rondo stop}. */
  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Stop a run at its next step; its state is kept.")
  public static final class Stop extends Annotated {
    /** Picocli makes it. */
    Stop() {}

    @Override
    String annotation() {
      return Annotations.STOP;
    }
  }

  /** {@code kubectl rondo resume}. */
  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Let a stopped run go on from the exact step, or try a failed one again.")
  public static final class Resume extends Annotated {
    /** Picocli makes it. */
    Resume() {}

    @Override
    String annotation() {
      return Annotations.RESUME;
    }
  }

  /** {@code kubectl rondo delete}. */
  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Delete a run with its records; it is not created again.")
  public static final class Delete implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's name.")
    private String run;

    @Mixin private ClusterOption cluster;

    @Spec private CommandSpec spec;

    /** Picocli makes it. */
    Delete() {}

    @Override
    public Integer call() throws IOException {
      try (KubernetesClient client = cluster.client()) {
        var at =
            client
                .resources(RunResource.class)
                .inNamespace(cluster.namespace(client))
                .withName(run);
        ClusterGesture.seen(at, run);
        at.delete();
        spec.commandLine().getOut().println(run + ": deleted");
        return ExitCode.OK;
      }
    }
  }
}
