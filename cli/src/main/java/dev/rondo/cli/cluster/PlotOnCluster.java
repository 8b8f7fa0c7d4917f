package dev.rondo.cli.cluster;

import dev.rondo.api.resource.ExperimentResource;
import dev.rondo.cli.command.ExitCode;
import dev.rondo.cli.command.PlotCommand;
import dev.rondo.cli.command.StatusLine;
import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.scheduler.local.StoreFolder;
import dev.rondo.scheduler.state.DurableFiles;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl rondo plot EXPERIMENT DIR}: the page and the picture of {@code rondo plot}. */
@Command(
    name = "plot",
    mixinStandardHelpOptions = true,
    description = "Copy an experiment's records from its volume, and draw them as rondo plot does.")
public final class PlotOnCluster implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "EXPERIMENT", description = "The experiment.")
  private String name;

  @Parameters(index = "1", paramLabel = "DIR", description = "Where to; made if it is not there.")
  private Path directory;

  @Mixin private ClusterOption cluster;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  PlotOnCluster() {}

  @Override
  public Integer call() throws IOException {
    try (KubernetesClient client = cluster.client()) {
      String namespace = cluster.namespace(client);
      ExperimentView view = ClusterViews.of(client, namespace, name);
      FetchedRecords records =
          new FetchedRecords(view.experiment(), view.runs().stream().map(RunHistory::run).toList());
      if (records.names().isEmpty()) {
        spec.commandLine().getErr().printf("no run of %s has saved anything yet%n", name);
        return ExitCode.FAILED;
      }
      Path fetched = Files.createTempDirectory("rondo-plot");
      try {
        fetch(client, namespace, records, fetched);
        StoreFolder into = new StoreFolder(directory.toAbsolutePath());
        records.arrange(fetched, into);
        PlotCommand.write(
            ExperimentView.read(into.directory()), into.directory(), spec.commandLine().getOut());
      } finally {
        DurableFiles.delete(fetched);
      }
      return ExitCode.OK;
    }
  }

  private void fetch(KubernetesClient client, String namespace, FetchedRecords records, Path into)
      throws IOException {
    ExperimentResource experiment =
        client.resources(ExperimentResource.class).inNamespace(namespace).withName(name).require();
    String claim = ExperimentClaim.ensure(client, experiment);
    StatusLine status = new StatusLine(spec.commandLine().getErr());
    try (VolumePod pod = VolumePod.start(client, experiment, claim, status)) {
      pod.fetch("experiments/" + experiment.getMetadata().getUid(), records.names(), into);
    }
  }
}
