package dev.rondo.cli.command;

import dev.rondo.cli.plot.PlotPage;
import dev.rondo.cli.store.ExperimentView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "plot",
    mixinStandardHelpOptions = true,
    description = "Draw an experiment as a page that needs nothing else (HTML).")
public final class PlotCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description = "Which one (default: the newest).")
  private String name;

  @Mixin private StoreOption store;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  PlotCommand() {}

  @Override
  public Integer call() throws IOException {
    Path folder = store.experiment(name);
    ExperimentView view = ExperimentView.read(folder);
    Path page = folder.resolve("plot.html");
    PlotPage.write(view, page);
    spec.commandLine().getOut().println("page:    " + page);
    return ExitCode.OK;
  }
}
