package dev.rondo.cli;

import dev.rondo.cli.cluster.CloneOnCluster;
import dev.rondo.cli.cluster.ClusterOption;
import dev.rondo.cli.cluster.DescribeOnCluster;
import dev.rondo.cli.cluster.GesturesOnCluster;
import dev.rondo.cli.cluster.GetOnCluster;
import dev.rondo.cli.cluster.HistoryOnCluster;
import dev.rondo.cli.cluster.LogsOnCluster;
import dev.rondo.cli.cluster.PlotOnCluster;
import dev.rondo.cli.cluster.PullFromCluster;
import dev.rondo.cli.cluster.RunOnCluster;
import dev.rondo.cli.cluster.TopOnCluster;
import dev.rondo.cli.cluster.TreeOnCluster;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The kubectl plugin: {@code kubectl rondo}. */
@Command(
    name = "kubectl rondo",
    mixinStandardHelpOptions = true,
    version = "rondo 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "What kubectl alone can't do with experiments: files to their volumes, results back, and"
          + " gestures whose answers are waited for.",
      "All else is kubectl's: apply, edit and watch experiments and runs."
    },
    subcommands = {
      RunOnCluster.class,
      GetOnCluster.class,
      TopOnCluster.class,
      DescribeOnCluster.class,
      LogsOnCluster.class,
      PlotOnCluster.class,
      PullFromCluster.class,
      GesturesOnCluster.Stop.class,
      GesturesOnCluster.Resume.class,
      GesturesOnCluster.Delete.class,
      CloneOnCluster.class,
      HistoryOnCluster.class,
      TreeOnCluster.class,
      CommandLine.HelpCommand.class
    })
public final class KubectlRondo {
  /** What stands before a command's name: the command's own reads it. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private ClusterOption cluster;

  /** Picocli makes it. */
  KubectlRondo() {}

  /** Runs a command; exits with its code. */
  public static void main(String[] arguments) {
    System.exit(Rondo.execute(new KubectlRondo(), arguments));
  }
}
