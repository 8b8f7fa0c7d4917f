package dev.rondo.cli.cluster;

import dev.rondo.api.names.Annotations;
import dev.rondo.cli.command.CloneOptions;
import dev.rondo.cli.command.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl rondo clone}: a new run from an edited configuration. */
@Command(
    name = "clone",
    mixinStandardHelpOptions = true,
    description = "Make a new run from a run's configuration, edited with --set.")
public final class CloneOnCluster implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run that is cloned.")
  private String run;

  @Mixin private CloneOptions clone;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "For the clone to be made (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  CloneOnCluster() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> problems = clone.problems();
    if (!problems.isEmpty()) {
      problems.forEach(spec.commandLine().getErr()::println);
      return ExitCode.BAD_INPUT;
    }
    return ClusterGesture.make(
        cluster, run, Annotations.CLONE, clone.payload(), Duration.ofSeconds(seconds), spec);
  }
}
