package dev.rondo.cli.command;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.table.LineageText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rondo tree}: which run was cloned from which. */
@Command(
    name = "tree",
    mixinStandardHelpOptions = true,
    description = "Show which runs are clones of which, and what each changed.")
public final class TreeCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description = "Which one (default: all of the store).")
  private String name;

  @Mixin private StoreOption store;

  @Spec private CommandSpec spec;

  /** Picocli makes it. */
  TreeCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Path> folders = name == null ? store.experiments() : List.of(store.experiment(name));
    for (Path folder : folders) {
      ExperimentView view = ExperimentView.read(folder);
      out.println(view.name());
      LineageText.of(view).forEach(out::println);
    }
    return ExitCode.OK;
  }
}
