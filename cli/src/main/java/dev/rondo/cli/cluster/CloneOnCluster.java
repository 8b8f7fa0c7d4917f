package dev.rondo.cli.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rondo.api.names.Annotations;
import dev.rondo.cli.command.ExitCode;
import dev.rondo.core.clone.ClonePayload;
import dev.rondo.core.clone.CloneReading;
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
  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run that is cloned.")
  private String run;

  @Option(names = "--name", paramLabel = "N", description = "The clone's name.")
  private String name;

  @Option(
      names = "--warm",
      description = "Start from the run's weights; of a run that trains, after its next step.")
  private boolean isWarm;

  @Option(names = "--optimizer", description = "With --warm: from its moments too.")
  private boolean hasOptimizer;

  @Option(names = "--at", paramLabel = "STEP", description = "With --warm: an earlier checkpoint.")
  private String at;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "A field of the configuration, e.g. trainingArgs.learning_rate=5e-4.")
  private List<String> settings = List.of();

  @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "10")
  private int seconds;

  /** Picocli makes it. */
  CloneOnCluster() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    String payload = payload();
    if (ClonePayload.read("", payload) instanceof CloneReading.Refused(var problems)) {
      problems.forEach(spec.commandLine().getErr()::println);
      return ExitCode.BAD_INPUT;
    }
    return ClusterGesture.make(
        cluster, run, Annotations.CLONE, payload, Duration.ofSeconds(seconds), spec);
  }

  private String payload() {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    if (name != null) {
      payload.put("name", name);
    }
    if (at != null) {
      payload.put("at", at);
    }
    if (isWarm) {
      payload.putObject("warmStart").put("optimizer", hasOptimizer);
    }
    settings.forEach(payload.putArray("set")::add);
    return payload.toString();
  }
}
