package dev.rondo.cli.command;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.table.GetTable;
import dev.rondo.cli.table.Ink;
import dev.rondo.cli.table.ObjectOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
  private static final int WIDTH = 120;

  /** What to list. */
  enum Kind {
    RUNS,
    EXPERIMENTS
  }

  /** How to print it. */
  enum Output {
    TABLE,
    JSON,
    YAML
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "runs|experiments",
      description = "What to list (default: runs).",
      defaultValue = "runs")
  private Kind kind;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Only this one.")
  private String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|yaml",
      description = "Format (default: table).",
      defaultValue = "table")
  private Output output;

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
    PrintWriter out = spec.commandLine().getOut();
    return switch (kind) {
      case RUNS -> runs(views, out);
      case EXPERIMENTS -> experiments(views, out);
    };
  }

  private int experiments(List<ExperimentView> all, PrintWriter out) throws IOException {
    List<ExperimentView> views =
        all.stream().filter(view -> name == null || view.name().equals(name)).toList();
    if (views.isEmpty() && name != null) {
      throw new IOException("no experiment \"%s\" in %s".formatted(name, store.directory()));
    }
    if (output == Output.TABLE) {
      GetTable.experiments(views, WIDTH, Ink.PLAIN).forEach(out::println);
    } else {
      print(views.stream().map(ExperimentView::experiment).toList(), out);
    }
    return ExitCode.OK;
  }

  private int runs(List<ExperimentView> all, PrintWriter out) throws IOException {
    List<RunHistory> runs =
        all.stream()
            .flatMap(view -> view.runs().stream())
            .filter(run -> name == null || run.name().equals(name))
            .toList();
    if (runs.isEmpty() && name != null) {
      throw new IOException("no run \"%s\" in %s".formatted(name, store.directory()));
    }
    if (output == Output.TABLE) {
      List<ExperimentView> narrowed =
          all.stream()
              .map(view ->
                  new ExperimentView(
                      view.experiment(),
                      view.runs().stream().filter(runs::contains).toList(),
                      view.turns()))
              .filter(view -> !view.runs().isEmpty())
              .toList();
      GetTable.runs(name == null ? all : narrowed, WIDTH, Ink.PLAIN).forEach(out::println);
    } else {
      print(runs.stream().map(RunHistory::run).toList(), out);
    }
    return ExitCode.OK;
  }

  private void print(List<?> objects, PrintWriter out) {
    ObjectOutput format = output == Output.JSON ? ObjectOutput.JSON : ObjectOutput.YAML;
    out.println(name == null ? format.list(objects) : format.one(objects.getFirst()));
  }
}
