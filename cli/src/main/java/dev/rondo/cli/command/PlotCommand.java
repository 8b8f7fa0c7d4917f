package dev.rondo.cli.command;

import dev.rondo.cli.plot.PlotPage;
import dev.rondo.cli.plot.PlotPicture;
import dev.rondo.cli.store.ExperimentView;
import java.io.IOException;
import java.io.PrintWriter;
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
    description = "Draw an experiment: a page that needs nothing else (HTML), and a picture (PNG).",
    footer = {"", "Examples:", "  rondo plot", "  rondo plot support-sft --store /data/rondo"})
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
    write(ExperimentView.read(folder), folder, spec.commandLine().getOut());
    return ExitCode.OK;
  }

  /** Draws the page and the picture into the experiment's folder, and says where they are. */
  public static void write(ExperimentView view, Path folder, PrintWriter out) throws IOException {
    Path page = folder.resolve("plot.html");
    Path picture = folder.resolve("plot.png");
    PlotPage.write(view, page);
    PlotPicture.write(view, picture);
    out.println("page:    " + page);
    out.println("picture: " + picture);
    out.flush();
  }
}
