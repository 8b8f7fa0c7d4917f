package dev.rondo.cli.command;

import dev.rondo.cli.store.ExperimentView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rondo get}: runs and experiments of a store, as kubectl would show them. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = "List runs or experiments, also while they train.",
    footer = {
      "",
      "Examples:",
      "  rondo get runs",
      "  rondo get experiments -o yaml",
      "  rondo get runs support-sft-rank-8-2 -o json"
    })
public final class GetCommand implements Callable<Integer> {
  @Mixin private Listing listing;

  @Mixin private StoreOption store;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  GetCommand() {}

  @Override
  public Integer call() throws IOException {
    List<ExperimentView> views = new ArrayList<>();
    for (Path folder : store.experiments()) {
      views.add(ExperimentView.read(folder));
    }
    listing.print(views, store.directory(), spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
