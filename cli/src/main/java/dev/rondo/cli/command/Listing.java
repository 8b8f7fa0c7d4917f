package dev.rondo.cli.command;

import dev.rondo.cli.store.ExperimentView;
import dev.rondo.cli.store.RunHistory;
import dev.rondo.cli.table.GetTable;
import dev.rondo.cli.table.Ink;
import dev.rondo.cli.table.ObjectOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code get} lists, and how. */
public final class Listing {
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

  /** Picocli makes it. */
  public Listing() {}

  /**
   * Prints it.
   *
   * @param where the experiments are, for people
   * @throws IOException if there is none of the name that was given
   */
  public void print(List<ExperimentView> views, Object where, PrintWriter out) throws IOException {
    switch (kind) {
      case RUNS -> runs(views, where, out);
      case EXPERIMENTS -> experiments(views, where, out);
    }
  }

  private void experiments(List<ExperimentView> all, Object where, PrintWriter out)
      throws IOException {
    List<ExperimentView> views =
        all.stream().filter(view -> name == null || view.name().equals(name)).toList();
    if (views.isEmpty() && name != null) {
      throw new IOException("no experiment \"%s\" in %s".formatted(name, where));
    }
    if (output == Output.TABLE) {
      GetTable.experiments(views, WIDTH, Ink.PLAIN).forEach(out::println);
    } else {
      print(views.stream().map(ExperimentView::experiment).toList(), out);
    }
  }

  private void runs(List<ExperimentView> all, Object where, PrintWriter out) throws IOException {
    List<RunHistory> runs =
        all.stream()
            .flatMap(view -> view.runs().stream())
            .filter(run -> name == null || run.name().equals(name))
            .toList();
    if (runs.isEmpty() && name != null) {
      throw new IOException("no run \"%s\" in %s".formatted(name, where));
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
  }

  private void print(List<?> objects, PrintWriter out) {
    ObjectOutput format = output == Output.JSON ? ObjectOutput.JSON : ObjectOutput.YAML;
    out.println(name == null ? format.list(objects) : format.one(objects.getFirst()));
  }
}
